package io.configrelay.store;

import java.time.Clock;
import java.time.Duration;

/**
 * How a store is kept.
 *
 * @param keep how long the key of what was delivered is of use
 * @param watch hears of every read and write
 */
public record Upkeep(Duration keep, Clock clock, StoreWatch watch) {}
