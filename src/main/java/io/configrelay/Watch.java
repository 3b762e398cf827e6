package io.configrelay;

import io.configrelay.config.Settings;
import io.configrelay.delivery.Channels;
import io.configrelay.health.Checkup;
import io.configrelay.health.HealthEndpoint;
import io.configrelay.health.ManagementGuard;
import io.configrelay.health.RelayState;
import io.configrelay.health.SelfReport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the state of the relay seen: over HTTP, and in the channels with the parameter {@code ops}.
 *
 * @param context started
 */
record Watch(CamelContext context, Settings settings) {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final int REPORT_SECONDS = 2;

    /** Serves health on the management port. */
    void serveHealth(RelayState state, Channels channels, Checkup.Waits waits) {
        if (settings.flag("relay.management.enabled")) {
            int port = settings.number("relay.management.port", 0, 65535);
            VertxPlatformHttpRouter router =
                    VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
            ManagementGuard.before(router, settings.text("relay.management.host"));
            HealthEndpoint.serve(router, new Checkup(context, state, channels::names, waits));
        }
    }

    /** Tells Slack when something is wrong. */
    void report(RelayState state, Channels channels, Clock clock) {
        SelfReport report = new SelfReport(state, settings.duration("relay.ops.interval"), clock);
        ScheduledFuture<?> unused = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "SelfReport")
                .scheduleWithFixedDelay(() -> tell(channels, report), REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
    }

    private static void tell(Channels channels, SelfReport report) {
        try {
            channels.tell(report.due(), host());
        } catch (RuntimeException e) {
            // Thrown further, it would be the last report.
            LOG.warn("The relay's own state can't be told: {}", e.toString());
        }
    }

    /** By which people tell several relays apart. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
