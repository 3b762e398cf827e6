package io.configrelay.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/**
 * The threads of all channels together.
 *
 * @param clock one thread that starts a post when its channel's interval is over
 * @param workers one thread for each channel that is posting, so that a channel whose Slack hangs holds up no other
 */
public record DeliveryThreads(ScheduledExecutorService clock, ExecutorService workers) {

    /** Threads that end with this context. */
    public static DeliveryThreads of(CamelContext context) {
        return new DeliveryThreads(
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(context, "SlackPace"),
                context.getExecutorServiceManager().newCachedThreadPool(context, "SlackPost"));
    }
}
