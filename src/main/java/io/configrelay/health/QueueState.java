package io.configrelay.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the queue can be read, by how polls end; before the first, by the start, which needs it. */
public final class QueueState {

    /** Polls fail now and then, and the next goes well. */
    private static final Duration HICCUP = Duration.ofSeconds(15);

    /** A poll waits for 20 seconds at the most; when none ends for so long, nobody polls any more. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Clock clock;
    private Failure failure;
    private Instant failingSince;
    private Instant lastEnd;
    private Instant heldSince;

    QueueState(Clock clock) {
        this.clock = clock;
    }

    /** A poll brought messages, or none. */
    public synchronized void polled() {
        alive();
        heldSince = null;
        failure = null;
        failingSince = null;
    }

    /** The queue was not polled, because the relay holds as much as it may. */
    public synchronized void heldBack() {
        alive();
        heldSince = heldSince == null ? lastEnd : heldSince;
    }

    private void alive() {
        lastEnd = clock.instant();
    }

    /** Since when it has not been polled because the relay holds as much as it may; nothing where that is a moment. */
    public synchronized Optional<Instant> heldSince() {
        return Optional.ofNullable(heldSince)
                .filter(since -> !since.plus(HICCUP).isAfter(clock.instant()));
    }

    /** A poll failed. */
    public synchronized void failed(String detail) {
        alive();
        failure = new Failure("unreadable", detail, lastEnd);
        failingSince = failingSince == null ? lastEnd : failingSince;
    }

    /** Why the queue can't be read, and since when; nothing while it can. */
    public synchronized Optional<Failure> failure() {
        Instant now = clock.instant();
        if (lastEnd != null && lastEnd.plus(SILENCE).isBefore(now)) {
            return Optional.of(new Failure("silent", "Nobody polls it any more. Restart the relay.", lastEnd));
        }
        return Optional.ofNullable(failure)
                .filter(last -> !failingSince.plus(HICCUP).isAfter(now))
                .map(last -> new Failure(last.word(), last.detail(), failingSince));
    }
}
