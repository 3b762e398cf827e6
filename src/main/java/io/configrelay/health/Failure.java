package io.configrelay.health;

import java.time.Instant;

/**
 * Something that went wrong.
 *
 * @param word one word for it, as in metrics and dead letters: {@code no_service}
 * @param detail a sentence or two for an operator; never holds a secret
 * @param at when
 */
public record Failure(String word, String detail, Instant at) {}
