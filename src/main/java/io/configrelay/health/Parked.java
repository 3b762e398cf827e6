package io.configrelay.health;

import java.time.Instant;

/**
 * What is parked for a channel.
 *
 * @param events how many, more than none
 * @param oldest when the first of them was received
 */
public record Parked(int events, Instant oldest) {

    /** In words. */
    String words() {
        return events == 1
                ? "1 event is parked since %s.".formatted(oldest)
                : "%d events are parked, the oldest since %s.".formatted(events, oldest);
    }
}
