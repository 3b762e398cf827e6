package io.configrelay.sandbox;

import io.configrelay.Relay;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The whole way on this machine, with nothing configured: an SQS server with the relay's queue, a stand-in for Slack, the
 * relay with the routes of this folder, and the article's three notifications. Runs until Ctrl-C.
 */
public final class Sandbox {

    private static final int SQS_PORT = 9324;
    private static final int SLACK_PORT = 9400;
    private static final int RELAY_PORT = 8080;
    private static final Path SIGNED = Path.of("target/sandbox-sns-message.json");
    private static final String QUEUE = "config-relay";

    private Sandbox() {}

    /** Starts everything, says what to look at, and ends on Ctrl-C. */
    public static void main(String[] args) throws Exception {
        say("Starting an SQS server, a stand-in for Slack and config-relay …");
        try (SlackStandIn slack = SlackStandIn.start(SLACK_PORT, Duration.ofSeconds(1));
                SnsStandIn sns = SnsStandIn.start();
                EmbeddedSqs sqs = EmbeddedSqs.start(SQS_PORT)) {
            String queueUrl = sqs.createQueue(QUEUE, 30);
            Map<String, String> settings = new HashMap<>(sqs.relaySettings());
            settings.put("relay.sqs.queue", QUEUE);
            settings.put("relay.sqs.wait-time", "1");
            settings.put("relay.once.file", "");
            settings.put("relay.sns.enabled", "true");
            settings.put("relay.sns.host", "127.0.0.1");
            settings.put("relay.sns.port", String.valueOf(RELAY_PORT));
            settings.put("relay.sns.topic-arns", SnsStandIn.TOPIC);
            settings.put("relay.dead-letter", "file:target/sandbox-dead-letters?tempPrefix=.writing-");
            Map<String, String> environment = Map.of(
                    "SLACK_WEBHOOK_NETWORK", slack.webhook("network"),
                    "SLACK_WEBHOOK_SECURITY", slack.webhook("security"),
                    "SLACK_WEBHOOK_ALL_CHANGES", slack.webhook("all-changes"));
            Main relay = new Relay(Path.of("application.properties"), Path.of("routes"), environment, settings).main();
            relay.bind("snsHttpClient", sns.client());
            sign(sns);
            relay.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport main) {
                    observeAt(RELAY_PORT, main.getCamelContext());
                    explain(queueUrl);
                    publish(sqs, queueUrl);
                }
            });
            relay.run();
        }
        say("Stopped.");
    }

    /** One after the other, further apart than the channels' interval, so that each is a message of its own. */
    private static void publish(EmbeddedSqs sqs, String queueUrl) {
        for (int i = 0; i < SampleEvents.SEED.size(); i++) {
            String event = SampleEvents.text(SampleEvents.SEED.get(i));
            CompletableFuture.delayedExecutor(i * 1_500L, TimeUnit.MILLISECONDS)
                    .execute(() -> sqs.send(queueUrl, event));
        }
    }

    /** A message that SNS itself would post, signed by this sandbox. */
    private static void sign(SnsStandIn sns) throws IOException {
        Files.createDirectories(SIGNED.getParent());
        Files.writeString(
                SIGNED, sns.messages("2").notification(SnsStandIn.TOPIC, SampleEvents.text(SampleEvents.SEED.get(0))));
    }

    /** In the sandbox, metrics and health are on the relay's one port, too. */
    private static void observeAt(int port, CamelContext context) {
        String management = context.resolvePropertyPlaceholders("{{relay.management.port}}");
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        HttpClient client = router.vertx().createHttpClient();
        router.get("/observe/*")
                .handler(request -> client.request(
                                HttpMethod.GET,
                                Integer.parseInt(management),
                                "127.0.0.1",
                                request.request().uri())
                        .compose(HttpClientRequest::send)
                        .compose(response -> response.body()
                                .compose(body -> request.response()
                                        .setStatusCode(response.statusCode())
                                        .putHeader("Content-Type", String.valueOf(response.getHeader("Content-Type")))
                                        .end(body)))
                        .onFailure(request::fail));
    }

    private static void explain(String queueUrl) {
        say("""

                Look:  http://127.0.0.1:%1$d/          what Slack would show: #network, #security, #config_monitor
                       http://127.0.0.1:%1$d/messages  the same as JSON
                       http://127.0.0.1:%4$d/observe/metrics and /observe/health

                Send another notification, with the AWS CLI or with curl:

                  AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws --region elasticmq --endpoint-url http://127.0.0.1:%2$d \\
                    sqs send-message --queue-url %3$s \\
                    --message-body file://src/test/resources/events/security-group.json

                  curl http://127.0.0.1:%2$d/ --data-urlencode Action=SendMessage --data-urlencode QueueUrl=%3$s \\
                    --data-urlencode MessageBody@src/test/resources/events/security-group.json

                Post as SNS does, signed by this sandbox's own authority:

                  curl http://127.0.0.1:%4$d/sns --data-binary @%5$s

                What can't be delivered is in target/sandbox-dead-letters/. Ctrl-C ends it all.
                """.formatted(SLACK_PORT, SQS_PORT, queueUrl, RELAY_PORT, SIGNED));
    }

    @SuppressWarnings("SystemOut") // A person reads this in a terminal.
    private static void say(String text) {
        System.out.println(text);
    }
}
