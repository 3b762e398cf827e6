package io.configrelay.delivery;

import io.configrelay.store.Due;
import io.configrelay.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is brought back, and when.
 *
 * @param least the first turn
 * @param most the last turn
 * @param due what may be told at a moment; nothing where nothing may
 * @param next how long it is from a moment until more may be told
 * @param events how many are in hand together, at the most
 * @param together whether all that were taken come to their end before others are
 * @param claim how long nobody else gets what was taken
 */
record UnparkingPlan(
        Turn least,
        Turn most,
        Function<Instant, Optional<Due>> due,
        Function<Instant, Duration> next,
        int events,
        boolean together,
        Duration claim) {}
