package io.configrelay.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Whether the queue can be read, by what the last poll said; before the first, by the start, which needs it. */
public final class QueueState {

    private final Clock clock;
    private Failure failure;
    private Instant unreadableSince;

    QueueState(Clock clock) {
        this.clock = clock;
    }

    /** A poll brought messages, or none. */
    public synchronized void polled() {
        failure = null;
        unreadableSince = null;
    }

    /** A poll failed. */
    public synchronized void failed(String detail) {
        failure = new Failure("unreadable", detail, clock.instant());
        unreadableSince = unreadableSince == null ? failure.at() : unreadableSince;
    }

    /** What the last poll failed with, and since when polls fail; nothing while the queue can be read. */
    public synchronized Optional<Failure> failure() {
        return Optional.ofNullable(failure).map(last -> new Failure(last.word(), last.detail(), unreadableSince));
    }
}
