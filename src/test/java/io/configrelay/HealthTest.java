package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SqsProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health, over HTTP as whoever starts and stops the relay asks for it. */
class HealthTest {

    @TempDir
    private Path folder;

    private RelayUnderTest relay;
    private SqsProxy proxy;

    @BeforeEach
    void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        proxy = SqsProxy.before(relay.sqs());
        relay.with(
                        "camel.component.aws2-sqs.uri-endpoint-override",
                        proxy.endpoint().toString())
                .start();
    }

    @AfterEach
    void stop() {
        relay.close();
        proxy.close();
    }

    private JsonNode channel(String name) throws Exception {
        for (JsonNode check : relay.health("/observe/health").path("checks")) {
            if (check.path("name").asText().equals("channel:" + name)) {
                return check;
            }
        }
        throw new AssertionError("no channel " + name);
    }

    private static void assertStatus(JsonNode health, String status, int httpStatus) {
        assertThat(health.path("status").asText()).as(health.toPrettyString()).isEqualTo(status);
        assertThat(health.path("httpStatus").asInt()).isEqualTo(httpStatus);
    }

    @Test
    void aRelayThatStartedIsUp() throws Exception {
        assertStatus(relay.health("/observe/health"), "UP", 200);
        assertStatus(relay.health("/observe/health/live"), "UP", 200);
        assertStatus(relay.health("/observe/health/ready"), "UP", 200);
        assertThat(relay.health("/observe/health/ready").path("checks").findValuesAsText("name"))
                .containsExactly("routes", "queue", "secrets");
        assertThat(relay.health("/observe/health").path("problems")).isEmpty();
        assertThat(channel("network").path("data").path("lastSuccess").isNull()).isTrue();
    }

    @Test
    void aChannelTellsWhenItLastSucceeded() throws Exception {
        Instant before = Instant.now();
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        JsonNode data = channel("network").path("data");
        assertThat(Instant.parse(data.path("lastSuccess").asText())).isBetween(before, Instant.now());
        assertThat(data.path("lastError").isNull()).isTrue();
        assertThat(data.path("waiting").asInt()).isZero();
    }

    @Test
    void aWebhookThatIsGoneDegradesAndSaysWhatToDo() throws Exception {
        relay.slack().always("network", Answer.of(404, "no_service"));
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        JsonNode health = relay.health("/observe/health");
        assertStatus(health, "DEGRADED", 200);
        assertThat(health.path("problems"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.asText())
                        .startsWith("network: no message has arrived since ")
                        .contains(
                                "Slack answered HTTP 404, no_service. The webhook was removed or disabled: create a new one")
                        .contains("1 dead letter since the start")
                        .endsWith("When the cause is mended: bin/config-relay replay --channel network"));
        assertThat(channel("network").path("data").path("lastError").asText()).isEqualTo("no_service");
        assertThat(channel("network").path("data").path("deadLetters").asInt()).isEqualTo(1);
        assertThat(channel("security").path("status").asText()).isEqualTo("UP");
        assertStatus(relay.health("/observe/health/ready"), "UP", 200);
        assertThat(relay.management("/observe/metrics"))
                .contains("relay_channel_failing{channel=\"network\"} 1.0")
                .contains("relay_channel_failing{channel=\"security\"} 0.0");
    }

    @Test
    void anOutageOfSlackDegradesWhileItLasts() throws Exception {
        relay.slack().always("network", Answer.of(503, "service_unavailable"));
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS)
                .until(() -> channel("network").path("status").asText().equals("DEGRADED"));
        assertThat(channel("network").path("data").path("lastError").asText()).isEqualTo("service_unavailable");

        relay.slack().mend("network");
        relay.awaitDone();

        assertStatus(relay.health("/observe/health"), "UP", 200);
    }

    @Test
    void aSlackThatCanNotBeReachedDegradesAndIsCounted() throws Exception {
        // What it answered before is not what it answers now.
        relay.slack().next("network", Answer.of(503, "service_unavailable"));
        relay.slack().always("network", Answer.hangUp());
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS)
                .until(() -> channel("network")
                        .path("data")
                        .path("lastError")
                        .asText()
                        .equals("unreachable"));
        assertThat(relay.management("/observe/metrics"))
                .containsPattern("relay_posts_total\\{channel=\"network\",outcome=\"unreachable\"} [1-9]");
        relay.slack().mend("network");
        relay.awaitDone();
    }

    @Test
    void aQueueThatCanNotBeReadIsDownUntilItCan() throws Exception {
        proxy.goAway();
        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertStatus(relay.health("/observe/health/ready"), "DOWN", 503));
        assertStatus(relay.health("/observe/health"), "DOWN", 503);
        assertStatus(relay.health("/observe/health/live"), "UP", 200);
        assertThat(relay.health("/observe/health").path("problems").path(0).asText())
                .startsWith("The queue can't be read since ");
        assertThat(relay.management("/observe/metrics")).contains("relay_queue_readable 0.0");

        proxy.comeBack();

        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertStatus(relay.health("/observe/health/ready"), "UP", 200));
        assertThat(relay.management("/observe/metrics")).contains("relay_queue_readable 1.0");
    }

    @Test
    void aRouteThatIsStoppedIsDown() throws Exception {
        relay.main().getCamelContext().getRouteController().stopRoute("channel-network");

        JsonNode ready = relay.health("/observe/health/ready");
        assertStatus(ready, "DOWN", 503);
        assertThat(ready.path("problems").path(0).asText()).isEqualTo("Routes that don't run: channel-network.");
    }

    @Test
    void whatCanNotBeReadIsToldAsWell() throws Exception {
        relay.publish("not JSON");
        relay.awaitDone();

        assertThat(relay.health("/observe/health").path("problems").path(0).asText())
                .startsWith("none: 1 dead letter since the start")
                .endsWith("look into the dead letters, and send their notifications again.");
    }

    @Test
    void aSlackWordThatNobodyKnowsMakesNoMetricOfItsOwn() throws Exception {
        relay.slack().next("network", Answer.of(404, "made_up_word_1"), Answer.of(404, "made_up_word_2"));
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();
        relay.publish(Events.securityGroup("sg-2"));
        relay.awaitDone();

        assertThat(relay.deadLetters()).hasSize(2);
        assertThat(relay.management("/observe/metrics"))
                .contains("relay_dead_letters_total{channel=\"network\",reason=\"other\"} 2.0")
                .doesNotContain("made_up_word");
    }
}
