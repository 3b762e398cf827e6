package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that can't be told holds up no other, and is told everything when it can be again. */
class StalledChannelTest {

    @TempDir
    private Path folder;

    private RelayUnderTest relay;
    private Path channels;

    @BeforeEach
    void make() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        Path routes = TestRoutes.ofOneChannel(folder, relay.slack().webhook("good"));
        channels = routes.resolve("channels");
        TestRoutes.write(channels, "bad", "$", relay.slack().webhook("bad"));
        relay.routes(routes).with("relay.max-in-flight", "200").with("relay.slack.retry-delay-max", "500");
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void theOthersAreToldAndSoIsTheChannelWhenItIsMended() throws Exception {
        relay.slack().always("bad", Answer.of(503, "service unavailable"));
        relay.start();
        publish(0, 2_000);

        relay.awaitTaken();
        await("the good one is told all")
                .atMost(60, SECONDS)
                .until(() -> count("relay.events.delivered", "all") == 2_000);
        assertThat(count("relay.events.delivered", "bad")).isZero();
        await("each is accounted for")
                .atMost(60, SECONDS)
                .until(() -> gauge("relay.parked", "bad") + gauge("relay.in.flight", "bad") == 2_000);

        relay.slack().mend("bad");
        await("the bad one is told all")
                .atMost(60, SECONDS)
                .until(() -> count("relay.events.delivered", "bad") == 2_000);
        assertThat(gauge("relay.parked", "bad")).isZero();
        assertThat(relay.slack().received("#good")).isNotEmpty();
        assertThat(relay.deadLetters()).isEmpty();
    }

    private void publish(int from, int to) {
        relay.publish(IntStream.range(from, to)
                .mapToObj(i -> Events.securityGroup("sg-" + i))
                .toArray(String[]::new));
    }

    private double count(String name, String channel) {
        return metrics().counter(name, "channel", channel).count();
    }

    private double gauge(String name, String channel) {
        return metrics().get(name).tag("channel", channel).gauge().value();
    }

    private MeterRegistry metrics() {
        return relay.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
    }
}
