package io.configrelay.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** How much may be under way at a time, and how much of that for one channel. */
public final class InHand {

    /** A channel may hold so many, however few the relay may. */
    private static final int LEAST_SHARE = 100;

    private final int events;
    private final long bytes;
    private final Channels channels;
    private final AtomicLong inFlight = new AtomicLong();

    /**
     * @param events how many notifications of one source, {@code relay.max-in-flight}
     * @param bytes how large they may be together, {@code relay.max-in-flight-size}
     * @param channels among whom they are shared
     */
    public InHand(int events, long bytes, Channels channels) {
        this.events = events;
        this.bytes = bytes;
        this.channels = channels;
    }

    /** How many events of one channel may be under way: all, where it is alone. */
    public int share() {
        return channels.size() < 2 ? Integer.MAX_VALUE : Math.max(LEAST_SHARE, events / 4);
    }

    /** So many bytes are under way from here on. */
    void began(long more) {
        inFlight.addAndGet(more);
    }

    /** So many bytes came to their end. */
    void ended(long less) {
        inFlight.addAndGet(-less);
    }

    /** Whether as much is under way as may be. */
    boolean isFull(int notifications) {
        return notifications >= events || inFlight.get() >= bytes;
    }
}
