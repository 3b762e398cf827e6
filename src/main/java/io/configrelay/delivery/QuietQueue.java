package io.configrelay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * While a queue has nothing to give, one poll at a time waits for what comes; when it brings more than one message, the others
 * join in. Each poll is a request that AWS counts.
 */
final class QuietQueue {

    /** A poll waits for 20 seconds at the most. One that says nothing for so long has ended without saying so. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private boolean quiet;
    private int underWay;
    private Instant lastSaid = Instant.EPOCH;

    QuietQueue(Clock clock) {
        this.clock = clock;
    }

    /** Whether one more poll is of use. If so, it has begun, and {@link #ended} must follow. */
    synchronized boolean begin() {
        Instant now = clock.instant();
        if (lastSaid.plus(SILENCE).isBefore(now)) {
            underWay = 0;
        }
        if (quiet && underWay > 0) {
            return false;
        }
        underWay++;
        lastSaid = now;
        return true;
    }

    /** A poll brought so many messages, or failed with none. */
    synchronized void ended(int messages) {
        underWay = Math.max(0, underWay - 1);
        quiet = messages <= 1;
        lastSaid = clock.instant();
    }
}
