package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels of a bot: one token for all, and threads. */
class BotTest {

    private static final Path MESSAGES = Path.of("src/test/resources/events/messages");
    private static final String VOLUME = "vol-0a1b2c3d";

    @TempDir
    private Path folder;

    private RelayUnderTest relay;

    @BeforeEach
    void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(100));
        relay.with("relay.slack.token", SlackStandIn.BOT_TOKEN)
                .with("relay.slack.api-url", relay.slack().api())
                .with("relay.slack.pace", "120")
                .with("camel.component.http.response-timeout", "120000")
                .routes(TestRoutes.ofOneChannel(folder, "none", "channel: #changes"))
                .start();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aMessageIsInItsChannel() {
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        assertThat(channel()).singleElement().satisfies(message -> {
            assertThat(message.payload().path("channel").asText()).isEqualTo("#changes");
            assertThat(message.payload().path("text").asText()).startsWith("Security Group sg-1");
            assertThat(message.payload().has("thread_ts")).isFalse();
        });
    }

    @Test
    void theLinesOfADigestAreInItsThread() {
        relay.publish(Stream.concat(Events.securityGroups(30).stream(), Stream.of(opened("sg-open")))
                .toArray(String[]::new));
        relay.awaitDone();

        List<Received> digests = channel().stream()
                .filter(message -> message.payload().path("text").asText().contains(" changes"))
                .toList();
        assertThat(digests).isNotEmpty();
        for (Received digest : digests) {
            int changes =
                    Integer.parseInt(digest.payload().path("text").asText().replaceFirst(" changes.*", ""));
            assertThat(digest.payload().path("blocks").toString())
                    .contains(changes + " changes")
                    .doesNotContain("sg-0000");
            assertThat(thread(digest))
                    .singleElement()
                    .satisfies(details ->
                            assertThat(FaultRun.events(details).count()).isGreaterThanOrEqualTo(changes - 1));
        }
        assertThat(relay.slack().rateLimited()).isZero();
    }

    @Test
    void aRulesResultStandsBelowTheChangeOfItsResource() throws Exception {
        relay.publish(Events.change("AWS::EC2::Volume", VOLUME));
        relay.awaitDone();
        relay.publish(compliance());
        relay.awaitDone();
        relay.publish(compliance().replace(VOLUME, "vol-other"));
        relay.awaitDone();

        List<Received> messages = channel();
        assertThat(messages).hasSize(3);
        assertThat(thread(messages.get(0))).containsExactly(messages.get(1));
        assertThat(messages.get(1).payload().path("text").asText()).contains("non-compliant");
        assertThat(messages.get(2).payload().has("thread_ts")).isFalse();
    }

    @Test
    void aRulesResultStandsBelowTheDigestThatToldOfItsResource() throws Exception {
        relay.slack().hold("changes");
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS).until(() -> relay.slack().posts("changes") == 1);
        relay.publish(Events.change("AWS::EC2::Volume", VOLUME), Events.securityGroup("sg-2"));
        await().atMost(120, SECONDS)
                .until(() -> relay.management("/observe/metrics").contains("relay_waiting{channel=\"all\"} 2.0"));
        relay.slack().release("changes");
        relay.awaitDone();
        relay.publish(compliance(), Events.securityGroup("sg-3"));
        relay.awaitDone();

        Received digest = channel().stream()
                .filter(message -> message.payload().path("text").asText().startsWith("2 changes"))
                .findFirst()
                .orElseThrow();
        assertThat(thread(digest))
                .extracting(message -> message.payload().path("text").asText())
                .hasSize(2)
                .satisfies(texts -> assertThat(texts.get(0)).contains(VOLUME, "sg-2"))
                .satisfies(texts -> assertThat(texts.get(1)).contains("non-compliant"));
        assertThat(channel().stream()
                        .filter(message ->
                                message.payload().path("text").asText().contains("sg-3")))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.payload().has("thread_ts")).isFalse());
    }

    @Test
    void whatSlackRefusesIsADeadLetterThatDoesNotHoldTheToken() {
        relay.slack().always("changes", Answer.of(200, "{\"ok\":false,\"error\":\"not_in_channel\"}"));
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        assertThat(relay.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("not_in_channel");
            assertThat(letter.toString()).doesNotContain(SlackStandIn.SECRET_MARK);
        });
    }

    @Test
    void aThreadThatFailsMakesDeadLettersOfItsDigest() {
        // The first message, the digest, and then its thread.
        relay.slack().hold("changes");
        relay.slack().next("changes", Answer.usual(), Answer.usual());
        relay.slack().always("changes", Answer.of(200, "{\"ok\":false,\"error\":\"is_archived\"}"));
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS).until(() -> relay.slack().posts("changes") == 1);
        relay.publish(Events.securityGroup("sg-2"), Events.securityGroup("sg-3"));
        await().atMost(120, SECONDS)
                .until(() -> relay.management("/observe/metrics").contains("relay_waiting{channel=\"all\"} 2.0"));
        relay.slack().release("changes");
        relay.awaitDone();

        assertThat(channel()).hasSize(2);
        assertThat(relay.deadLetters()).hasSize(2);
    }

    @Test
    void whereOnlyAThreadCanNotBeHadForNowTheMessageIsNotPostedAgain() {
        // The first message, the digest, and then more failures of its thread than a message has tries.
        relay.slack().hold("changes");
        relay.slack().next("changes", Answer.usual(), Answer.usual());
        for (int i = 0; i < 6; i++) {
            relay.slack().next("changes", Answer.of(503, "service_unavailable"));
        }
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS).until(() -> relay.slack().posts("changes") == 1);
        relay.publish(Events.securityGroup("sg-2"), Events.securityGroup("sg-3"));
        await().atMost(120, SECONDS)
                .until(() -> relay.management("/observe/metrics").contains("relay_waiting{channel=\"all\"} 2.0"));
        relay.slack().release("changes");
        relay.awaitDone();

        assertThat(channel()).as("the first, the digest, and its thread").hasSize(3);
        assertThat(thread(channel().get(1))).hasSize(1);
        assertThat(relay.deadLetters()).isEmpty();
    }

    private List<Received> channel() {
        return relay.slack().received("#changes");
    }

    private List<Received> thread(Received top) {
        return channel().stream()
                .filter(message -> message.payload().path("thread_ts").asText().equals(top.ts()))
                .toList();
    }

    private static String opened(String id) {
        return Events.opened("123456789012", id, 22);
    }

    private static String compliance() throws Exception {
        return Files.readString(MESSAGES.resolve("compliance-changed.json"));
    }
}
