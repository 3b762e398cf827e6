package io.configrelay.delivery;

import io.configrelay.store.Parker;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Where events can be parked, and when they are.
 *
 * @param parker of a durable store
 * @param counts how much is parked
 * @param share how many events of one channel may be in hand; more are parked
 * @param firstRest how long a channel whose post failed has a rest; twice as long after each further one
 * @param longestRest how long at the most
 * @param retryFor how long an event is tried, from the first try on
 */
public record ParkingPlace(
        Parker parker,
        ParkedCounts counts,
        IntSupplier share,
        Duration firstRest,
        Duration longestRest,
        Duration retryFor) {}
