package io.configrelay.sandbox;

import io.configrelay.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What stands in for AWS and Slack, without a relay, for trying an installed one: an SQS server with the queue {@code
 * config-relay} and a Slack whose messages are at {@code /messages}, as JSON.
 */
public final class StandIns {

    private StandIns() {}

    /** Starts both, and ends on Ctrl-C. */
    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedSqs sqs = EmbeddedSqs.start(Sandbox.SQS_PORT);
                SlackStandIn slack = SlackStandIn.start(Sandbox.SLACK_PORT, Duration.ofSeconds(1))) {
            String queueUrl = sqs.createQueue("config-relay", 60);
            slack.serve("/messages", exchange -> {
                List<Map<String, String>> messages = slack.received().stream()
                        .map(message -> Map.of(
                                "channel",
                                message.channel(),
                                "text",
                                message.payload().path("text").asText()))
                        .toList();
                byte[] json = Json.writePretty(messages).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
                exchange.close();
            });
            say("SQS    %s, queue %s".formatted(sqs.endpoint(), queueUrl));
            say("Slack  %s for the channel network; messages at %s/messages"
                    .formatted(slack.webhook("network"), slack.uri()));
            new CountDownLatch(1).await();
        }
    }

    @SuppressWarnings("SystemOut") // A person reads this in a terminal.
    private static void say(String text) {
        System.out.println(text);
    }
}
