package io.configrelay.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a program does. */
final class Waiting {

    private Waiting() {}

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Waits until this holds; false when it doesn't within this time. */
    static boolean until(BooleanSupplier holds, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(Duration.ofMillis(2));
        }
        return true;
    }
}
