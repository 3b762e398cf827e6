package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.health.RelayState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event goes to a channel's old route or to its new one, whatever happens between two steps of looking for them. */
class ChannelsTest {

    private final Channels channels =
            new Channels(new Ledger(new SimpleMeterRegistry(), Clock.systemUTC(), new RelayState(Clock.systemUTC())));

    /** What happens just before the routes are looked at, and just after. */
    private final Queue<Runnable> before = new ArrayDeque<>();

    private final Queue<Runnable> after = new ArrayDeque<>();

    private final DefaultCamelContext context = new DefaultCamelContext() {
        @Override
        public List<Route> getRoutes() {
            run(before);
            List<Route> routes = super.getRoutes();
            run(after);
            return routes;
        }
    };

    private static void run(Queue<Runnable> step) {
        Runnable change = step.poll();
        if (change != null) {
            change.run();
        }
    }

    @BeforeEach
    void start() {
        context.start();
        start("old");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(String id) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + id).routeId(id).group("slack-channel").to("log:" + id);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a reload does it. */
    private void replace() {
        channels.swap(Set.of(), Set.of("new"));
        start("new");
        channels.swap(Set.of("new"), Set.of("old"));
    }

    private List<String> endpoints() {
        return channels.endpoints(new DefaultExchange(context)).stream()
                .map(Endpoint::getEndpointUri)
                .toList();
    }

    @Test
    void aChannelThatIsReplacedBeforeItsRouteIsLookedForHasOne() {
        before.add(this::replace);

        assertThat(endpoints()).containsExactly("direct://new");
    }

    @Test
    void aChannelThatIsReplacedAfterItsRouteWasLookedForHasOne() {
        after.add(this::replace);

        assertThat(endpoints()).containsExactly("direct://new");
    }

    @Test
    void aRouteThatIsStartedAsideTakesNothingYet() {
        before.add(() -> channels.swap(Set.of(), Set.of("new")));
        after.add(() -> start("new"));

        assertThat(endpoints()).containsExactly("direct://old");
        assertThat(context.getRoutesSize()).isEqualTo(2);
    }
}
