package io.configrelay;

import java.util.concurrent.CountDownLatch;

/**
 * Makes the process end with exit code 0 when a signal stops it and everything is closed; Java itself would say 143 for
 * SIGTERM. Closed at the end of what shall be waited for.
 */
final class GoodEnd {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "good-end");

    GoodEnd() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        try {
            // Camel's own bound on a stop, camel.main.shutdown-timeout, bounds this too.
            closed.await();
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal has come: the hook runs, and waits for what follows.
        }
        closed.countDown();
    }
}
