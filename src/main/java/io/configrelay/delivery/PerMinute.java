package io.configrelay.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Permits for so much a minute, any minute. */
final class PerMinute {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private final Deque<Long> given = new ArrayDeque<>();

    /**
     * @param most permits in a minute; 0 for never
     * @param nanoTime as {@link System#nanoTime()}
     */
    PerMinute(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether there are permits for so many; if so, one is given.
     *
     * @param wanted at least one
     */
    synchronized boolean tryAcquireOneOf(int wanted) {
        long now = nanoTime.getAsLong();
        given.removeIf(at -> now - at >= MINUTE);
        return given.size() + wanted <= most && given.add(now);
    }
}
