package io.configrelay.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether more may be parked in a store. */
public final class Room {

    /** Its size is looked at so often. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Store store;
    private final long most;
    private final Clock clock;
    private Instant looked = Instant.EPOCH;
    private volatile long size;

    /** @param most bytes of what may be parked, {@code relay.store.max-size} */
    public Room(Store store, long most, Clock clock) {
        this.store = store;
        this.most = most;
        this.clock = clock;
    }

    /**
     * Whether it may grow now.
     *
     * @throws StoreUnavailableException when nobody can tell
     */
    synchronized boolean isThere() {
        Instant now = clock.instant();
        if (!looked.plus(EVERY).isAfter(now)) {
            size = store.size();
            looked = now;
        }
        return !isFull();
    }

    /** Whether it was full when it was looked last. */
    public boolean isFull() {
        return size >= most;
    }

    /** Looks how large it is; as large as before, when nobody can tell. */
    public synchronized void look() {
        try {
            boolean unused = isThere();
        } catch (StoreUnavailableException e) {
            looked = Instant.EPOCH;
        }
    }

    /** Bytes that were parked when it was looked last. */
    public long size() {
        return size;
    }

    /** Bytes of what may be parked. */
    public long most() {
        return most;
    }
}
