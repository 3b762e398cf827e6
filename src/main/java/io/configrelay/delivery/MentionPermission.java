package io.configrelay.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether Slack lets the messages of one channel mention somebody, as its last answers say. */
final class MentionPermission {

    /** A refused mention is tried again after so long, because a workspace's settings change. */
    static final long AGAIN = TimeUnit.HOURS.toNanos(1);

    private final LongSupplier nanoTime;
    private boolean refused;
    private long refusedAt;

    /** @param nanoTime such as {@code System::nanoTime} */
    MentionPermission(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the next message may mention somebody. */
    synchronized boolean isOpen() {
        return !refused || nanoTime.getAsLong() - refusedAt >= AGAIN;
    }

    /** Slack refused a message with a mention and took it without; whether that is news. */
    synchronized boolean refuse() {
        boolean news = !refused;
        refused = true;
        refusedAt = nanoTime.getAsLong();
        return news;
    }

    /** Whether Slack refused the last mention. */
    synchronized boolean isRefused() {
        return refused;
    }

    /** Slack took a message with a mention. */
    synchronized void grant() {
        refused = false;
    }
}
