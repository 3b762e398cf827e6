package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of those who run the relay is told how it is. */
class OpsChannelTest {

    @TempDir
    private Path folder;

    private RelayUnderTest relay;
    private Path channels;

    @BeforeEach
    void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20)).with("relay.reload.interval", "100ms");
        Path routes = TestRoutes.ofOneChannel(folder, relay.slack().webhook("all"));
        channels = routes.resolve("channels");
        TestRoutes.write(
                channels, "ops", "$[?(@.risk == 'high')]", relay.slack().webhook("ops"), "ops: true");
        relay.routes(routes).start();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private List<String> told(String channel) {
        return relay.slack().received("#" + channel).stream()
                .map((Received message) -> message.payload().path("text").asText())
                .toList();
    }

    @Test
    void aBurstOfDeadLettersIsToldInOneCard() {
        relay.slack().always("all", Answer.of(404, "no_service"));
        relay.publish(Events.securityGroups(30).toArray(String[]::new));
        relay.awaitDone();

        await().atMost(120, SECONDS).until(() -> !told("ops").isEmpty());

        assertThat(told("ops"))
                .singleElement()
                .asString()
                .contains("needs somebody", "30 dead letters of channel all: no_service.");
        assertThat(relay.slack().posts("all"))
                .as("what is told of it is not told to the others")
                .isLessThan(31);
    }

    @Test
    void aRefusedFileIsToldAndThatItIsMended() throws Exception {
        Path file = channels.resolve("web.camel.yaml");
        Files.writeString(file, "- templatedRoute: {routeTemplateRef: slack-channel, parameters: []}\n");
        await().atMost(120, SECONDS).until(() -> told("ops").size() == 1);
        assertThat(told("ops").get(0)).contains("the channels stay as they were:", "web.camel.yaml:1: ");

        Files.delete(file);

        await().atMost(120, SECONDS).until(() -> told("ops").size() == 2);
        assertThat(told("ops").get(1)).contains("The channel files are well again");
        assertThat(told("all")).isEmpty();
    }

    @Test
    void aFileThatIsNotReadBecauseOfItsNameIsToldLikeEveryMistake() throws Exception {
        Path named = channels.resolve("web.camel.yml");
        Files.copy(channels.resolve("all.camel.yaml"), named);

        await().atMost(20, SECONDS).until(() -> told("ops").size() == 1);
        assertThat(told("ops").get(0)).contains("web.camel.yml: is not read", "Rename it to web.camel.yaml");
        assertThat(relay.health("/observe/health").path("problems").toString()).contains("web.camel.yml: is not read");
    }

    @Test
    void whatItsFilterLetsThroughIsToldAsEver() {
        relay.publish(Events.opened("123456789012", "sg-1", 22));
        relay.awaitDone();

        assertThat(told("ops")).singleElement().asString().contains("sg-1");
    }
}
