package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule's result comes as a notification and as an item; a channel is told of it once. */
class ToldOnceTest {

    private static final String NOTIFICATION =
            Events.ruleResult("vol-1", "encrypted-volumes", "COMPLIANT", "NON_COMPLIANT");
    private static final String ITEM =
            Events.recordedRuleResult("vol-1", "encrypted-volumes", "COMPLIANT", "NON_COMPLIANT");

    @TempDir
    private Path folder;

    private RelayUnderTest relay;

    @BeforeEach
    void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        relay.routes(TestRoutes.ofOneChannel(folder, relay.slack().webhook("all")))
                .start();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void theSecondIsSettledAsADuplicate() {
        publish(ITEM);
        publish(NOTIFICATION);

        assertThat(relay.slack().received("#all")).hasSize(1);
        assertThat(count("relay.events.delivered")).isEqualTo(1);
        assertThat(count("relay.events.duplicate")).isEqualTo(1);
    }

    @Test
    void whileTheFirstIsUnderWayTheSecondWaitsWithIt() {
        relay.slack().hold("all");
        relay.publish(NOTIFICATION);
        await().atMost(20, SECONDS).until(() -> relay.slack().posts("all") == 1);
        relay.publish(ITEM);
        await().atMost(20, SECONDS)
                .until(() -> relay.management("/observe/metrics").contains("relay_in_flight{channel=\"all\"} 2.0"));
        relay.slack().release("all");
        relay.awaitDone();

        assertThat(relay.slack().received("#all")).hasSize(1);
        assertThat(count("relay.events.duplicate")).isEqualTo(1);
    }

    @Test
    void whenTheFirstBecomesADeadLetterTheSecondIsTold() {
        relay.slack().next("all", Answer.of(404, "no_service"));
        publish(NOTIFICATION);
        publish(ITEM);

        assertThat(relay.deadLetters()).hasSize(1);
        assertThat(relay.slack().received("#all")).hasSize(1);
        assertThat(count("relay.events.duplicate")).isZero();
    }

    private void publish(String event) {
        relay.publish(event);
        relay.awaitDone();
    }

    private double count(String name) {
        return relay.main()
                .getCamelContext()
                .getRegistry()
                .findSingleByType(MeterRegistry.class)
                .counter(name, "channel", "all")
                .count();
    }
}
