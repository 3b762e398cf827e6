package io.configrelay.store;

import java.time.Instant;

/**
 * What is parked for a channel in one turn.
 *
 * @param events how many, more than none
 * @param oldest when the first of them was received
 */
public record Backlog(String channel, Turn turn, int events, Instant oldest) {}
