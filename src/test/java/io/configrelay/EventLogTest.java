package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a resource's change is found by searching the log for its id. */
class EventLogTest {

    private static final String RESOURCE = "kind=\"Security Group\" resourceType=AWS::EC2::SecurityGroup"
            + " resourceId=%s account=123456789012 region=eu-west-1";

    @TempDir
    private Path folder;

    private CapturedLog log;
    private RelayUnderTest relay;

    @BeforeEach
    void start() throws Exception {
        log = new CapturedLog();
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        Path routes = TestRoutes.copy(folder);
        for (String channel : List.of("network", "security", "all-changes")) {
            java.nio.file.Files.delete(routes.resolve("channels/" + channel + ".camel.yaml"));
        }
        TestRoutes.write(
                routes.resolve("channels"),
                "groups",
                "$[?(@.resourceType == 'AWS::EC2::SecurityGroup')]",
                relay.slack().webhook("groups"));
        relay.routes(routes).start();
    }

    @AfterEach
    void stop() {
        relay.close();
        log.close();
    }

    @Test
    void aDeliveryAndADuplicateNameTheResource() {
        String twice = Events.inSns(Events.securityGroup("sg-0123"), "4f5c");
        publish(twice);
        publish(twice);

        assertThat(log.lines("EventLog"))
                .filteredOn(line -> line.contains("sg-0123"))
                .hasSize(2)
                .allMatch(line -> line.contains(RESOURCE.formatted("sg-0123")))
                .anyMatch(line -> line.startsWith("groups: delivered notification=4f5c sqsMessageId=")
                        && line.contains(" slackStatus=200 "))
                .anyMatch(line -> line.startsWith("groups: duplicate notification=4f5c "));
        JsonNode delivered = log.json("EventLog").get(0);
        assertThat(delivered.path("fields").isMissingNode())
                .as("fields are flat")
                .isTrue();
        assertThat(delivered.path("channel").asText()).isEqualTo("groups");
        assertThat(delivered.path("outcome").asText()).isEqualTo("delivered");
        assertThat(delivered.path("kind").asText()).isEqualTo("Security Group");
        assertThat(delivered.path("resourceType").asText()).isEqualTo("AWS::EC2::SecurityGroup");
        assertThat(delivered.path("resourceId").asText()).isEqualTo("sg-0123");
        assertThat(delivered.path("account").asText()).isEqualTo("123456789012");
        assertThat(delivered.path("region").asText()).isEqualTo("eu-west-1");
    }

    @Test
    void soDoesWhatNoChannelWanted() {
        publish(Events.change("AWS::EC2::VPC", "vpc-0123"));

        assertThat(log.lines("EventLog"))
                .singleElement()
                .asString()
                .startsWith("no channel: unmatched notification=")
                .contains(" resourceType=AWS::EC2::VPC resourceId=vpc-0123 ");
    }

    @Test
    void soDoARetryAndADeadLetter() {
        relay.slack().next("groups", Answer.of(503, "service_unavailable"), Answer.of(404, "no_service"));
        publish(Events.securityGroup("sg-0123"));

        assertThat(log.lines("SlackPost"))
                .singleElement()
                .asString()
                .startsWith("groups: Slack answered HTTP 503, service_unavailable. Trying again. notification=")
                .contains(RESOURCE.formatted("sg-0123"));
        assertThat(log.lines("DeadLetters"))
                .singleElement()
                .asString()
                .contains(" became a dead letter: no_service: ", RESOURCE.formatted("sg-0123"));
        assertThat(log.json("DeadLetters").get(0).path("resourceId").asText()).isEqualTo("sg-0123");
        assertThat(log.lines("EventLog"))
                .singleElement()
                .asString()
                .startsWith("groups: dead_letter ")
                .contains(RESOURCE.formatted("sg-0123"), " reason=no_service");
    }

    @Test
    void aRetryOfADigestSaysOfHowMany() {
        relay.slack().hold("groups");
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(20, SECONDS).until(() -> relay.slack().posts("groups") == 1);
        relay.publish(Events.securityGroup("sg-2"), Events.securityGroup("sg-3"));
        await().atMost(20, SECONDS)
                .until(() -> relay.management("/observe/metrics").contains("relay_waiting{channel=\"groups\"} 2.0"));
        relay.slack().next("groups", Answer.of(503, "service_unavailable"));
        relay.slack().release("groups");
        relay.awaitDone();

        assertThat(log.lines("SlackPost")).singleElement().asString().endsWith(" events=2");
    }

    @Test
    void noValueCanForgeALine() {
        String forged =
                "sg-1\n2026-11-25T04:43:28.761Z INFO  EventLog - groups: delivered resourceId=\"x\u001b[31m\u2028";
        publish(Events.inSns(Events.securityGroup(forged), "id\r\nforged"));

        assertThat(log.lines("EventLog"))
                .singleElement()
                .asString()
                .doesNotContain("\n", "\r", "\u001b", "\u2028")
                .contains(
                        "notification=\"id\\\\r\\\\nforged\"",
                        "resourceId=\"sg-1\\\\n2026-11-25T04:43:28.761Z INFO  EventLog - groups: delivered resourceId=\\\"x\\\\u001b[31m\\\\u2028\"");
    }

    @Test
    void aNameThatIsASecretIsNotLogged() {
        String token = "ghp_" + "Zx9QtV7kLmaB3dE5gH7jK2nP4rS6uW8yA1cF".substring(0, 36);
        publish(Events.inSns(Events.securityGroup(token), "4f5e"));

        assertThat(log.lines("EventLog"))
                .filteredOn(line -> line.contains("4f5e"))
                .isNotEmpty()
                .allMatch(line -> line.contains("resourceId=•••") && !line.contains(token));
    }

    private void publish(String event) {
        relay.publish(event);
        relay.awaitDone();
    }
}
