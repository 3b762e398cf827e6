package io.configrelay.filter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * How long the filter that this thread evaluates has taken. It counts the thread's own work and not what a busy machine or
 * a garbage collection makes of it: once the limit has passed on the clock, it begins anew in processor time.
 */
final class FilterTime {

    /** A usual filter takes a thousandth of it. */
    static final Duration LIMIT = Duration.ofMillis(50);

    /** Steps from one look at the clock to the next; a step takes some ten nanoseconds. */
    private static final int UNWATCHED = 1 << 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final ThreadLocal<FilterTime> RUNNING = new ThreadLocal<>();

    private final long end = System.nanoTime() + LIMIT.toNanos();
    private long workEnd = -1;
    private int steps;
    private boolean late;

    /** The filter took too long. An error, because Jayway goes on after an exception, as after a field that isn't there. */
    static final class LateError extends Error {
        private static final long serialVersionUID = 1L;

        private LateError() {
            super("took longer than " + LIMIT, null, false, false);
        }
    }

    private FilterTime() {}

    /** Begins to count for this thread, until {@link #end}. */
    static FilterTime begin() {
        FilterTime time = new FilterTime();
        RUNNING.set(time);
        return time;
    }

    /** This thread evaluates no filter any more. */
    static void end() {
        RUNNING.remove();
    }

    /** What this thread evaluates; null outside of a filter. */
    static FilterTime running() {
        return RUNNING.get();
    }

    /**
     * One small piece of work is done.
     *
     * @throws LateError when the time is over
     */
    void step() {
        if (late) {
            throw new LateError();
        }
        if (++steps % UNWATCHED == 0 && System.nanoTime() - end > 0) {
            look();
        }
    }

    private void look() {
        long work = THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
        if (workEnd == -1) {
            workEnd = work + LIMIT.toNanos();
        }
        if (work > workEnd) {
            late = true;
            throw new LateError();
        }
    }

    /** Whether the time was over before the filter was. */
    boolean isLate() {
        return late;
    }
}
