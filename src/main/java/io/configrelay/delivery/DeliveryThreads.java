package io.configrelay.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * The threads of all channels together.
 *
 * @param clock one thread that starts a post when its channel's interval is over
 * @param workers one thread for each channel that is posting, so that a channel whose Slack hangs holds up no other
 */
public record DeliveryThreads(ScheduledExecutorService clock, ExecutorService workers) {

    /** Each channel has a time or two to wait for; Camel's own bound is a thousand for all. */
    private static final ThreadPoolProfile UNBOUNDED =
            new ThreadPoolProfileBuilder("clock").poolSize(1).maxQueueSize(-1).build();

    /** Threads that end with this context. */
    public static DeliveryThreads of(CamelContext context) {
        return new DeliveryThreads(
                context.getExecutorServiceManager().newScheduledThreadPool(context, "SlackPace", UNBOUNDED),
                context.getExecutorServiceManager().newCachedThreadPool(context, "SlackPost"));
    }
}
