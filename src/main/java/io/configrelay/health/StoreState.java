package io.configrelay.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the store can be read and written, by how the last use of it ended; each change is one line of the log. */
public final class StoreState {

    private static final Logger LOG = LoggerFactory.getLogger(StoreState.class);

    private static final String FULL =
            " relay.store.max-size: what can't be told at once stays with its source until there is room again. See"
                    + " which channels have events parked, and mend those.";

    private final Clock clock;
    private volatile Failure failure;
    private volatile Failure full;

    StoreState(Clock clock) {
        this.clock = clock;
    }

    /** It was written; that it can be read says nothing of that. */
    public void works() {
        if (failure != null) {
            ended();
        }
    }

    private synchronized void ended() {
        if (failure != null) {
            LOG.info("The store can be used again; it could not since {}.", failure.at());
            failure = null;
        }
    }

    /** It could not be read or written. */
    public synchronized void fails(String detail) {
        Instant since = failure == null ? clock.instant() : failure.at();
        if (failure == null) {
            LOG.error(
                    "The store (relay.store) can't be used; what comes stays with its source until it can: {}", detail);
        }
        failure = new Failure("unavailable", detail, since);
    }

    /** Whether nothing more may be parked in it, though it works. */
    public synchronized void full(boolean isFull) {
        if (isFull && full == null) {
            LOG.warn("The store is full.{}", FULL);
        } else if (!isFull && full != null) {
            LOG.info("The store has room again; it was full since {}.", full.at());
        }
        Instant since = full == null ? clock.instant() : full.at();
        full = isFull ? new Failure("full", "The store is full since %s.".formatted(since) + FULL, since) : null;
    }

    /** That it is full, and since when; nothing while there is room. */
    public Optional<Failure> full() {
        return Optional.ofNullable(full);
    }

    /** Why it can't be used, and since when; nothing while it can. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }
}
