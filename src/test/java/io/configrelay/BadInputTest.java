package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.event.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives ends delivered or in the dead letters, and the relay goes on. */
class BadInputTest {

    @TempDir
    private static Path folder;

    private static RelayUnderTest relay;

    @BeforeAll
    static void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(10)).start();
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("{\"messageType\":", "not_json", "can't be read as JSON at line 1, column 16"),
                Arguments.of("View the Timeline for this Resource", "not_json", "can't be read as JSON"),
                Arguments.of("[1, 2]", "not_aws_config", "no JSON object"),
                Arguments.of("{\"hello\":\"world\"}", "not_aws_config", "no messageType"),
                Arguments.of("{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"x\"}", "not_aws_config", "Type"),
                Arguments.of("[".repeat(100_000), "not_json", "can't be read as JSON"),
                Arguments.of("{\"x\":\"" + "y".repeat(256 * 1024) + "\"}", "not_aws_config", "no messageType"),
                Arguments.of("z".repeat(1024 * 1024), "not_json", "can't be read as JSON"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatIsNoAwsConfigMessageIsADeadLetterThatSaysWhy(String body, String reason, String detail) {
        relay.publish(body);
        relay.awaitDone();

        assertThat(deadLetters(body)).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo(reason);
            assertThat(letter.path("detail").asText()).contains(detail);
            assertThat(letter.path("channel").isNull()).isTrue();
        });
        goesOn();
    }

    @Test
    void anUnknownMessageTypeIsDelivered() {
        relay.publish("{\"messageType\":\"SomethingOfNextYear\",\"awsAccountId\":\"123456789012\"}");
        relay.awaitDone();

        assertThat(relay.slack().received("#config_monitor"))
                .filteredOn(message -> message.payload().path("text").asText().contains("SomethingOfNextYear"))
                .hasSize(1);
    }

    @Test
    void anItemWithoutResourceTypeIsDeliveredToWhoeverWantsAll() {
        relay.publish("{\"messageType\":\"ConfigurationItemChangeNotification\","
                + "\"configurationItem\":{\"resourceId\":\"nameless-1\"},\"configurationItemDiff\":null}");
        relay.awaitDone();

        assertThat(relay.slack().received("#config_monitor"))
                .filteredOn(message -> message.payload().path("text").asText().contains("None nameless-1"))
                .hasSize(1);
        assertThat(relay.slack().received("#network"))
                .noneMatch(message -> message.body().contains("nameless-1"));
    }

    static Stream<Integer> sizes() {
        return Stream.of(256 * 1024, 1024 * 1024);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aHugeItemIsDeliveredWithinSlacksLimits(int size) {
        String id = "sg-huge-" + size;
        relay.publish(Json.write(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                Map.of("resourceType", "AWS::EC2::SecurityGroup", "resourceId", id),
                "configurationItemDiff",
                Map.of(
                        "changeType",
                        "UPDATE",
                        "changedProperties",
                        Map.of(
                                "Configuration.A",
                                Map.of(
                                        "updatedValue",
                                        "\"<&\u0000" + "x\n".repeat(size / 3),
                                        "changeType",
                                        "CREATE"))))));
        relay.awaitDone();

        // The stand-in refuses what exceeds Slack's limits, so being shown is being within them.
        for (String channel : List.of("#security", "#config_monitor")) {
            assertThat(relay.slack().received(channel))
                    .filteredOn(message -> message.body().contains(id))
                    .hasSize(1);
        }
        goesOn();
    }

    private static void goesOn() {
        int before = relay.slack().received("#network").size();
        relay.publish(Events.securityGroup("sg-after"));
        relay.awaitDone();
        assertThat(relay.slack().received("#network")).hasSize(before + 1);
    }

    private static List<JsonNode> deadLetters(String notification) {
        return relay.deadLetters().stream()
                .filter(letter -> letter.path("notification").asText().equals(notification))
                .toList();
    }
}
