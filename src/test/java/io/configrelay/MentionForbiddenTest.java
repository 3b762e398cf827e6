package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.sandbox.SlackRules;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a workspace forbids a mention, the message arrives without it, and those who run the relay are told. */
class MentionForbiddenTest {

    @TempDir
    private Path folder;

    private RelayUnderTest relay;

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot", "webhook"})
    void theMessageArrivesWithoutTheMentionAndHealthAndOpsSayWhy(String kind) throws Exception {
        start(kind, "mention: @here");
        relay.slack().mentions("changes", false);

        publish(opened("sg-1"));
        publish(opened("sg-2"));

        assertThat(received()).hasSize(2).allSatisfy(message -> {
            assertThat(SlackRules.mentions(message.payload())).isFalse();
            assertThat(message.payload().path("blocks").isEmpty()).isFalse();
            assertThat(message.payload().path("attachments").isEmpty()).isFalse();
        });
        assertThat(received().get(0).payload().path("text").asText()).startsWith("Security Group sg-1");
        assertThat(relay.slack().posts("changes") - relay.slack().rateLimited())
                .as("the first with and without the mention, the second without")
                .isEqualTo(3);
        assertThat(relay.deadLetters()).isEmpty();
        JsonNode health = relay.health("/observe/health");
        assertThat(health.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(health.path("problems").toString())
                .contains(
                        "all: mentions are forbidden",
                        kind.equals("bot") ? "restricted_action" : "action_prohibited",
                        "let apps use @here");
        await().atMost(20, SECONDS).until(() -> !ops().isEmpty());
        publish(opened("sg-3"));
        await().during(Duration.ofSeconds(5)).atMost(20, SECONDS).until(() -> ops().size() == 1);
        assertThat(ops().get(0)).contains("channel all only when they call nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot", "webhook"})
    void aDigestArrivesWithoutTheMention(String kind) throws Exception {
        start(kind, "mention: @channel", "high-risk-per-minute: 0");
        relay.slack().mentions("changes", false);
        relay.slack().hold("changes");
        relay.publish(opened("sg-1"));
        await().atMost(20, SECONDS).until(() -> relay.slack().posts("changes") == 1);
        relay.publish(opened("sg-2"), opened("sg-3"), opened("sg-4"));
        await().atMost(20, SECONDS).until(() -> relay.sqs().size(relay.queueUrl()) == 4);
        relay.slack().release("changes");
        relay.awaitDone();

        assertThat(received().toString()).contains("sg-1", "sg-2", "sg-3", "sg-4");
        assertThat(received())
                .allSatisfy(message ->
                        assertThat(SlackRules.mentions(message.payload())).isFalse());
        assertThat(relay.deadLetters()).isEmpty();
    }

    @Test
    void theTextOfATemplateAndOfAClassicMessageMayMentionToo() throws Exception {
        start("webhook", "format: template", "template: <!channel> [[headline]]");
        relay.slack().mentions("changes", false);

        publish(opened("sg-1"));

        assertThat(received())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.payload().path("text").asText()).startsWith("Security Group sg-1"));
    }

    @Test
    void aClassicMessageIsStillTheFormThatItWas() throws Exception {
        start("webhook", "format: classic", "classic-text: <!here> {resourceId}~ {diff}", "classic-channel: #changes");
        relay.slack().mentions("changes", false);

        publish(opened("sg-1"));

        assertThat(received()).singleElement().satisfies(message -> {
            assertThat(message.body()).startsWith("payload=");
            assertThat(message.payload().path("text").asText()).startsWith("sg-1~ {");
        });
    }

    @Test
    void whatSlackRefusesWithoutAMentionTooIsADeadLetterAndNothingIsSaidOfMentions() throws Exception {
        start("webhook", "mention: @here");
        relay.slack().always("changes", Answer.of(403, "action_prohibited"));

        publish(opened("sg-1"));

        assertThat(relay.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.path("reason").asText()).isEqualTo("action_prohibited"));
        assertThat(relay.slack().posts("changes")).isEqualTo(2);
        assertThat(relay.health("/observe/health").toString()).doesNotContain("mentions are forbidden");
    }

    @Test
    void thePostWithoutTheMentionIsTriedAgainWhereThatHelps() throws Exception {
        start("webhook", "mention: @here");
        relay.slack()
                .next(
                        "changes",
                        Answer.of(403, "action_prohibited"),
                        Answer.retryAfter(1),
                        Answer.of(503, "service_unavailable"));

        publish(opened("sg-1"));

        assertThat(received()).hasSize(1);
        assertThat(relay.deadLetters()).isEmpty();
    }

    @Test
    void aMessageWithoutAMentionIsNotPostedTwice() throws Exception {
        start("webhook", "mention: @here");
        relay.slack().always("changes", Answer.of(403, "action_prohibited"));

        publish(Events.securityGroup("sg-1"));

        assertThat(relay.slack().posts("changes")).isEqualTo(1);
        assertThat(relay.deadLetters()).hasSize(1);
    }

    private void start(String kind, String... parameters) throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        boolean bot = kind.equals("bot");
        String[] all = Stream.concat(bot ? Stream.of("channel: #changes") : Stream.of(), Stream.of(parameters))
                .toArray(String[]::new);
        Path routes =
                TestRoutes.ofOneChannel(folder, bot ? "none" : relay.slack().webhook("changes"), all);
        TestRoutes.write(
                routes.resolve("channels"),
                "ops",
                "$[?(@.resourceId == 'none')]",
                relay.slack().webhook("ops"),
                "ops: true");
        relay.with("relay.slack.token", SlackStandIn.BOT_TOKEN)
                .with("relay.slack.api-url", relay.slack().api())
                .with("relay.slack.pace", "30")
                .routes(routes)
                .start();
    }

    private void publish(String event) {
        relay.publish(event);
        relay.awaitDone();
    }

    private List<Received> received() {
        return relay.slack().received("#changes");
    }

    private List<String> ops() {
        return relay.slack().received("#ops").stream()
                .map(message -> message.payload().path("text").asText())
                .toList();
    }

    private static String opened(String id) {
        return Events.opened("123456789012", id, 22);
    }
}
