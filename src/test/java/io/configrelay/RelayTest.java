package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.event.Json;
import io.configrelay.sandbox.SampleEvents;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import io.configrelay.sandbox.SqsProxy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's own routes, end to end over HTTP. */
class RelayTest {

    /** Of what is told, not of what is linked. */
    private static final Pattern SECURITY_GROUP = Pattern.compile("(?<!=)sg-\\d{8}");

    @TempDir
    private Path folder;

    @Test
    void theArticlesNotificationsReachTheChannelsThatAskedForThem() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(50)).start()) {
            for (String name : SampleEvents.SEED) {
                relay.publish(SampleEvents.text(name));
                relay.awaitDone();
            }

            assertThat(relay.slack().received("#network")).hasSize(3);
            assertThat(relay.slack().received("#security"))
                    .singleElement()
                    .satisfies(
                            message -> assertThat(message.payload().path("text").asText())
                                    .startsWith("Security Group sg-XXXXXXXX: Inbound tcp 8443 from 0.0.0.0/0 opened"));
            assertThat(relay.slack().received("#config_monitor"))
                    .hasSize(3)
                    .allSatisfy(message -> assertThat(
                                    message.payload().path("username").asText())
                            .isEqualTo("config_monitor_bot"));
            assertThat(relay.deadLetters()).isEmpty();
        }
    }

    @Test
    void fiveHundredEventsAtOnceReachEveryChannelOnceAtSlacksPace() throws Exception {
        // The classic channel has one event a message; at Slack's pace it alone would take 500 seconds.
        Path routes = TestRoutes.copy(folder);
        Path classic = routes.resolve("channels/all-changes.camel.yaml");
        Files.writeString(classic, Files.readString(classic) + "      - name: interval\n        value: 20ms\n");
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofSeconds(1))) {
            relay.slack().pace("all-changes", Duration.ofMillis(20));
            List<String> events = Events.securityGroups(500);
            relay.with("camel.component.http.response-timeout", "120000")
                    .routes(routes)
                    .start();
            // Answered when all have come: how long that takes on this machine doesn't matter then.
            relay.slack().hold("network");

            relay.publish(events.toArray(String[]::new));
            await().atMost(120, SECONDS).until(() -> waitingOrUnderWay(relay, "network") == 500);
            relay.slack().release("network");
            relay.awaitDone();

            List<String> expected = Stream.iterate(0, i -> i + 1)
                    .limit(500)
                    .map("sg-%08d"::formatted)
                    .toList();
            for (String channel : List.of("#network", "#security", "#config_monitor")) {
                assertThat(toldOf(relay.slack().received(channel)))
                        .as(channel)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
            assertThat(relay.slack().received("#network")).hasSizeLessThan(20);
            assertThat(relay.slack().rateLimited()).isZero();
            assertThat(relay.deadLetters()).isEmpty();
        }
    }

    @Test
    void aChannelWhoseWebhookIsGoneGetsDeadLettersAndTheOthersTheirMessages() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20)).start()) {
            relay.slack().always("security", Answer.of(404, "no_service"));

            relay.publish(Events.securityGroups(20).toArray(String[]::new));
            relay.awaitDone();

            assertThat(toldOf(relay.slack().received("#network"))).hasSize(20);
            assertThat(toldOf(relay.slack().received("#config_monitor"))).hasSize(20);
            assertThat(relay.deadLetters()).hasSize(20).allSatisfy(letter -> {
                assertThat(letter.path("channel").asText()).isEqualTo("security");
                assertThat(letter.path("reason").asText()).isEqualTo("no_service");
                assertThat(letter.path("httpStatus").asInt()).isEqualTo(404);
                assertThat(letter.path("detail").asText()).contains("create a new one");
            });
            assertThat(relay.deadLetters().stream()
                            .map(letter -> letter.path("notification").asText()))
                    .containsExactlyInAnyOrderElementsOf(Events.securityGroups(20));
        }
    }

    @Test
    void eachRecordOfALambdaEventGoesItsOwnWay() throws Exception {
        String good = Events.securityGroup("sg-00000001");
        String event = Json.write(Map.of(
                "Records",
                List.of(
                        Map.of("Sns", Map.of("MessageId", "first", "Message", good)),
                        Map.of("Sns", Map.of("MessageId", "second", "Message", "not JSON")),
                        Map.of("Sns", Map.of("MessageId", "third", "Message", Events.securityGroup("sg-00000003"))))));
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20)).start()) {
            relay.publish(event);
            relay.awaitDone();

            assertThat(toldOf(relay.slack().received("#network")))
                    .containsExactlyInAnyOrder("sg-00000001", "sg-00000003");
            assertThat(relay.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.path("id").asText()).isEqualTo("second");
                assertThat(letter.path("notification").asText()).isEqualTo("not JSON");
            });
        }
    }

    @Test
    void deadLettersCanGoToAQueue() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))) {
            String queue = relay.sqs().createQueue("undelivered", 30);
            relay.with("relay.dead-letter", "aws2-sqs:undelivered").start();
            relay.slack().always("security", Answer.of(410, "channel_is_archived"));

            relay.publish(Events.securityGroup("sg-00000001"));
            relay.awaitDone();

            assertThat(relay.sqs().take(queue))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter)
                            .contains("\"reason\" : \"channel_is_archived\"")
                            .contains("sg-00000001"));
        }
    }

    @Test
    void whatCanNotEvenBeDeadLetteredStaysInTheQueue() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20)).start()) {
            Files.writeString(folder.resolve("dead-letters"), "not a folder any more");
            relay.slack().always("security", Answer.of(404, "no_service"));

            relay.publish(Events.securityGroup("sg-00000001"), "not JSON");

            await().atMost(120, SECONDS).until(() -> relay.slack().posts("security") == 1);
            await().atMost(120, SECONDS).until(() -> inFlight(relay) == 0);
            assertThat(relay.sqs().size(relay.queueUrl())).isEqualTo(2);
            assertThat(relay.health("/observe/health").path("problems").toString())
                    .contains("Dead letters can't be written to relay.dead-letter");
        }
    }

    @Test
    void aFilterThatFailsIsADeadLetterOfItsChannelAlone() throws Exception {
        Path routes = TestRoutes.copy(folder);
        Path security = routes.resolve("channels/security.camel.yaml");
        Files.writeString(
                security, Files.readString(security).replaceFirst("value: \\$\\[.*", "value: \\$.resourceId.sum()"));
        try (RelayUnderTest relay =
                new RelayUnderTest(folder, Duration.ofMillis(20)).routes(routes).start()) {
            relay.publish(Events.securityGroup("sg-00000001"));
            relay.awaitDone();

            assertThat(toldOf(relay.slack().received("#network"))).containsExactly("sg-00000001");
            assertThat(relay.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.path("channel").asText()).isEqualTo("security");
                assertThat(letter.path("reason").asText()).isEqualTo("filter_failed");
            });
        }
    }

    /** By Java's own regular expressions the first would overflow the stack, and the second take years. */
    @Test
    void aRegularExpressionOnALongNameHoldsUpNobody() throws Exception {
        Path routes = TestRoutes.ofOneChannel(folder, "http://127.0.0.1:1/none");
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))) {
            Path channels = routes.resolve("channels");
            TestRoutes.write(channels, "all", "$", relay.slack().webhook("all"));
            TestRoutes.write(
                    channels,
                    "words",
                    "$[?(@.resourceId =~ /(\\w|-)+/)]",
                    relay.slack().webhook("words"));
            TestRoutes.write(
                    channels,
                    "prod",
                    "$[?(@.resourceId =~ /(.*-){10}prod/)]",
                    relay.slack().webhook("prod"));
            relay.routes(routes).start();
            String[] events = IntStream.range(0, 40)
                    .mapToObj(i -> Events.securityGroup("sg-%02d".formatted(i) + "-a".repeat(i == 0 ? 2_000 : 120)))
                    .toArray(String[]::new);

            relay.publish(events);
            relay.awaitDone();

            assertThat(relay.deadLetters()).isEmpty();
            assertThat(count(relay, "relay.events.delivered", "all")).isEqualTo(40);
            assertThat(count(relay, "relay.events.delivered", "words")).isEqualTo(40);
            assertThat(count(relay, "relay.events.filtered", "prod")).isEqualTo(40);
        }
    }

    @Test
    void aFilterAboveItsTimeIsADeadLetterOfItsChannelAlone() throws Exception {
        Path routes = TestRoutes.ofOneChannel(folder, "http://127.0.0.1:1/none");
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))) {
            Path channels = routes.resolve("channels");
            String slow = "$..[?(@..[?(@..[?(@..[?(@..[?(@..nothing)])])])])]";
            TestRoutes.write(channels, "all", "$", relay.slack().webhook("all"));
            TestRoutes.write(channels, "slow", slow, relay.slack().webhook("slow"));
            TestRoutes.write(channels, "tried", slow, relay.slack().webhook("tried"), "shadow: true");
            TestRoutes.write(channels, "rest", "$", relay.slack().webhook("rest"), "otherwise: true");
            relay.routes(routes).start();

            String large = "{\"end\": 1}";
            for (int i = 0; i < 11; i++) {
                large = "[%s, %s]".formatted(large, large);
            }
            String added = "\"large\": %s, \"messageType\"".formatted(large);

            relay.publish(Events.securityGroups(20).stream()
                    .map(event -> event.replaceFirst("\"messageType\"", added))
                    .toArray(String[]::new));
            relay.awaitDone();

            assertThat(toldOf(relay.slack().received("#all"))).hasSize(20);
            assertThat(relay.deadLetters()).hasSize(20).allSatisfy(letter -> {
                assertThat(letter.path("channel").asText()).isEqualTo("slow");
                assertThat(letter.path("reason").asText()).isEqualTo("filter_too_slow");
                assertThat(letter.path("detail").asText()).contains("takes longer than 50 ms on this event");
            });
            assertThat(relay.management("/observe/metrics"))
                    .contains("relay_dead_letters_total{channel=\"slow\",reason=\"filter_too_slow\"} 20.0");
            // Decoded = filtered + matched, and matched = dead letters, in each of them.
            assertThat(count(relay, "relay.events.matched", "slow")).isEqualTo(20);
            assertThat(count(relay, "relay.events.filtered", "tried")).isEqualTo(20);
        }
    }

    private static double count(RelayUnderTest relay, String metric, String channel) {
        return relay
                .main()
                .getCamelContext()
                .getRegistry()
                .findSingleByType(MeterRegistry.class)
                .get(metric)
                .tag("channel", channel)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aRelayThatIsFullLeavesTheRestInTheQueue() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))
                .with("relay.max-in-flight", "20")
                .with("relay.sqs.concurrent-consumers", "2")
                .with("relay.slack.retry-delay", "500")
                .with("relay.slack.retry-delay-max", "500")
                .start()) {
            relay.slack().always("network", Answer.of(503, "service_unavailable"));
            relay.publish(Events.securityGroups(300).toArray(String[]::new));
            await().atMost(120, SECONDS).until(() -> relay.slack().posts("network") >= 4 && inFlight(relay) >= 20);

            // Two consumers may each bring a hand of ten that was asked for just before the bound was met.
            assertThat(inFlight(relay)).isBetween(20, 20 + 2 * 10 - 1);

            relay.slack().mend("network");
            relay.awaitDone();
            assertThat(toldOf(relay.slack().received("#network"))).hasSize(300).doesNotHaveDuplicates();
        }
    }

    @Test
    void onePollWaitsWhileTheQueueIsEmpty() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20));
                SqsProxy proxy = SqsProxy.before(relay.sqs())) {
            relay.with(
                            "camel.component.aws2-sqs.uri-endpoint-override",
                            proxy.endpoint().toString())
                    .with("relay.sqs.concurrent-consumers", "8")
                    .start();
            await().atMost(120, SECONDS).until(() -> receives(proxy) >= 8 + 3);
            long from = System.nanoTime();
            int before = receives(proxy);
            await().atMost(120, SECONDS).until(() -> receives(proxy) >= before + 3);
            double waits = (System.nanoTime() - from) / 1e9;

            // Each waits for a second.
            assertThat(receives(proxy) - before).isLessThanOrEqualTo((int) Math.ceil(waits) + 1);

            relay.publish(Events.securityGroups(100).toArray(String[]::new));
            relay.awaitDone();
            assertThat(toldOf(relay.slack().received("#network"))).hasSize(100);
        }
    }

    private static int receives(SqsProxy proxy) {
        return proxy.actions().getOrDefault("ReceiveMessage, empty", 0);
    }

    @Test
    void nothingOfANotificationsHeadersReachesSlack() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20)).start()) {
            relay.sqs().sendWithAttribute(relay.queueUrl(), Events.securityGroup("sg-00000001"), "Authorization", "x");
            relay.awaitDone();

            assertThat(relay.slack().received("#security"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.headers().keySet())
                            .containsExactlyInAnyOrder(
                                    "Accept-encoding",
                                    "Connection",
                                    "Content-length",
                                    "Content-type",
                                    "Host",
                                    "User-agent"));
        }
    }

    private static double waitingOrUnderWay(RelayUnderTest relay, String channel) throws Exception {
        String inFlight = "relay_in_flight{channel=\"%s\"} ".formatted(channel);
        String parked = "relay_parked{channel=\"%s\"} ".formatted(channel);
        return relay.management("/observe/metrics")
                .lines()
                .filter(line -> line.startsWith(inFlight) || line.startsWith(parked))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static int inFlight(RelayUnderTest relay) {
        return relay.main().getCamelContext().getInflightRepository().size("sqs-source");
    }

    /** The ids of the security groups that these messages tell of, one for each time that they are told of. */
    private static List<String> toldOf(List<Received> messages) {
        return messages.stream().flatMap(RelayTest::toldOf).toList();
    }

    private static Stream<String> toldOf(Received message) {
        JsonNode payload = message.payload();
        String told = payload.has("blocks")
                ? payload.path("blocks").toString()
                : payload.path("text").asText();
        return SECURITY_GROUP.matcher(told).results().map(MatchResult::group);
    }
}
