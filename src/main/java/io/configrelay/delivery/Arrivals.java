package io.configrelay.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits until all of a number of events have come to where they go. */
final class Arrivals {

    private final AtomicInteger left;
    private final Runnable all;

    /** @param all is run once, when the last has come */
    Arrivals(int events, Runnable all) {
        this.left = new AtomicInteger(events);
        this.all = all;
    }

    /** To be run when one has come; a second time it does nothing. */
    Runnable one() {
        AtomicBoolean come = new AtomicBoolean();
        return () -> {
            if (come.compareAndSet(false, true) && left.decrementAndGet() == 0) {
                all.run();
            }
        };
    }
}
