package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
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

/** What becomes of an event under every class of answer that Slack can give, over HTTP. */
class SlackAnswersTest {

    @TempDir
    private static Path folder;

    private static RelayUnderTest relay;
    private static int events;

    @BeforeAll
    static void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(10))
                .with("camel.component.https.response-timeout", "3000")
                .with("camel.component.http.response-timeout", "3000")
                .start();
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    static Stream<Arguments> answersThatHelpThemselves() {
        return Stream.of(
                Arguments.of("rate limit", List.of(Answer.retryAfter(1))),
                Arguments.of("internal error", List.of(Answer.of(500, "rollup_error"), Answer.of(500, "rollup_error"))),
                Arguments.of("bad gateway", List.of(Answer.of(502, "<html>Bad Gateway</html>"))),
                Arguments.of(
                        "rate limit of the Web API",
                        List.of(Answer.of(200, "{\"ok\":false,\"error\":\"ratelimited\"}"))),
                Arguments.of("connection closed without an answer", List.of(Answer.hangUp(), Answer.hangUp())),
                Arguments.of("no answer in time", List.of(Answer.of(200, "ok").after(Duration.ofSeconds(4)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatHelpThemselves")
    void theEventIsDeliveredByALaterTry(String name, List<Answer> answers) {
        String id = publishUnder(answers);

        assertThat(relay.slack().received("#security"))
                .filteredOn(message -> message.body().contains(id))
                .hasSize(1);
        assertThat(deadLetters(id)).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Answer.of(400, "invalid_payload")),
                Arguments.of(Answer.of(400, "invalid_blocks")),
                Arguments.of(Answer.of(200, "<html>A page of a proxy</html>")),
                Arguments.of(Answer.of(200, "{\"ok\":false,\"error\":\"msg_blocks_too_long\"}")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedMessageIsPostedOnceMoreAsPlainText(Answer refusal) {
        String id = publishUnder(List.of(refusal));

        assertThat(relay.slack().received("#security"))
                .filteredOn(message -> message.body().contains(id))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.payload().has("blocks")).isFalse());
        assertThat(deadLetters(id)).isEmpty();
    }

    @Test
    void thePlainTextIsTriedAgainWhereThatHelps() {
        String id = publishUnder(
                List.of(Answer.of(400, "invalid_blocks"), Answer.of(503, "service_unavailable"), Answer.retryAfter(1)));

        assertThat(relay.slack().received("#security"))
                .filteredOn(message -> message.body().contains(id))
                .hasSize(1);
        assertThat(deadLetters(id)).isEmpty();
    }

    static Stream<Arguments> finalAnswers() {
        return Stream.of(
                Arguments.of(List.of(Answer.of(400, "invalid_payload"), Answer.of(400, "no_text")), "no_text", 400),
                Arguments.of(List.of(Answer.of(404, "no_service")), "no_service", 404),
                Arguments.of(List.of(Answer.of(403, "action_prohibited")), "action_prohibited", 403),
                Arguments.of(List.of(Answer.of(410, "channel_is_archived")), "channel_is_archived", 410),
                Arguments.of(List.of(Answer.of(418, "I am a teapot")), "http_418", 418),
                Arguments.of(
                        List.of(new Answer(302, "", Map.of("Location", "http://127.0.0.1:1/"), Duration.ZERO, false)),
                        "http_302",
                        302),
                Arguments.of(
                        List.of(Answer.of(503, "service_unavailable"), Answer.of(404, "no_service")),
                        "no_service",
                        404),
                Arguments.of(
                        List.of(Answer.of(200, "{\"ok\":false,\"error\":\"channel_not_found\"}")),
                        "channel_not_found",
                        200));
    }

    @ParameterizedTest
    @MethodSource("finalAnswers")
    void theEventIsADeadLetterWithSlacksOwnWord(List<Answer> answers, String reason, int status) {
        int before = relay.slack().posts("security");
        String id = publishUnder(answers);

        assertThat(deadLetters(id)).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo(reason);
            assertThat(letter.path("httpStatus").asInt()).isEqualTo(status);
            assertThat(letter.path("notification").asText()).isEqualTo(Events.securityGroup(id));
        });
        assertThat(relay.slack().posts("security") - before).isEqualTo(answers.size());
        assertThat(relay.slack().received("#network"))
                .filteredOn(message -> message.body().contains(id))
                .hasSize(1);
    }

    @Test
    void retryAfterIsWaitedFor() {
        relay.slack().next("security", Answer.retryAfter(2), Answer.retryAfter(1));
        String id = "sg-retry-after";
        long begin = System.nanoTime();
        relay.publish(Events.securityGroup(id));
        relay.awaitDone();

        // 2 s and 1 s as asked for; Camel's own back-off under these settings would be over after 150 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(relay.slack().received("#security"))
                .extracting(Received::body)
                .filteredOn(body -> body.contains(id))
                .hasSize(1);
    }

    private static String publishUnder(List<Answer> answers) {
        String id = "sg-answer-%d-x".formatted(events++);
        relay.slack().next("security", answers.toArray(Answer[]::new));
        relay.publish(Events.securityGroup(id));
        relay.awaitDone();
        return id;
    }

    private static List<JsonNode> deadLetters(String id) {
        return relay.deadLetters().stream()
                .filter(letter -> letter.path("notification").asText().contains(id))
                .toList();
    }
}
