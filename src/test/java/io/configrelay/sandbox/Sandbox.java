package io.configrelay.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.Events;
import io.configrelay.Relay;
import io.configrelay.delivery.Resend;
import io.configrelay.describe.Accounts;
import io.configrelay.event.Json;
import io.configrelay.replay.LetterFolder;
import io.configrelay.replay.Replay;
import io.configrelay.rules.RulesRun;
import io.configrelay.sandbox.SlackStandIn.Received;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;

/**
 * The whole way on this machine, with nothing configured: an SQS server with the relay's queue, a stand-in for Slack and
 * for SNS, the relay with the routes of this folder, and the article's three notifications. A page shows all of it.
 */
public final class Sandbox implements AutoCloseable {

    /** Other ports: {@code mvn -Psandbox -Dsandbox.sqs-port=19324}. */
    static final int SQS_PORT = Integer.getInteger("sandbox.sqs-port", 9324);

    static final int SLACK_PORT = Integer.getInteger("sandbox.slack-port", 9400);
    private static final int RELAY_PORT = Integer.getInteger("sandbox.relay-port", 8080);
    private static final String QUEUE = "config-relay";
    private static final int REMEMBERED = 2_000;
    private static final List<String> CHANNELS = List.of("all-changes", "network", "security");

    /** However often the JSON around it was put into a string. */
    private static final Pattern RESOURCE_ID = Pattern.compile("resourceId\\\\*\"\\s*:\\s*\\\\*\"([^\"\\\\]+)");

    private final SlackStandIn slack;
    private final SnsStandIn sns = SnsStandIn.start();
    private final EmbeddedSqs sqs;
    private final String queueUrl;
    private final int relayPort;
    private final Path letters;
    private final Map<String, String> environment = new HashMap<>();
    private final ConcurrentLinkedDeque<String> sent = new ConcurrentLinkedDeque<>();
    private final Random random = new Random(20261124);
    private Main relay;

    private Sandbox(int sqsPort, int slackPort, int relayPort, Path letters) {
        this.relayPort = relayPort;
        this.letters = letters;
        slack = SlackStandIn.start(slackPort, Duration.ofSeconds(1));
        sqs = EmbeddedSqs.start(sqsPort);
        queueUrl = sqs.createQueue(QUEUE, 30);
        new SandboxSite(slack, this, CHANNELS);
    }

    /** Starts everything, says what to look at, and ends on Ctrl-C. */
    public static void main(String[] args) throws Exception {
        say("Starting an SQS server, a stand-in for Slack and config-relay …");
        Sandbox sandbox;
        try {
            sandbox = start(SQS_PORT, SLACK_PORT, RELAY_PORT, Path.of("target/sandbox-dead-letters"));
        } catch (Exception e) {
            say("The sandbox can't start: %s. Is another one running?".formatted(e.getMessage()));
            // What has started already would keep the process alive.
            System.exit(1);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            sandbox.close();
                            say("Stopped.");
                            stopped.countDown();
                        },
                        "sandbox-stop"));
        observeAt(RELAY_PORT, sandbox.relay.getCamelContext());
        sandbox.introduce();
        sandbox.seed();
        stopped.await();
    }

    /**
     * Starts everything on these ports of 127.0.0.1.
     *
     * @param letters the folder of the dead letters
     */
    static Sandbox start(int sqsPort, int slackPort, int relayPort, Path letters) throws Exception {
        Sandbox sandbox = new Sandbox(sqsPort, slackPort, relayPort, letters);
        sandbox.startRelay();
        return sandbox;
    }

    private void startRelay() throws Exception {
        Map<String, String> settings = new HashMap<>(sqs.relaySettings());
        settings.put("relay.sqs.queue", QUEUE);
        settings.put("relay.sqs.wait-time", "1");
        settings.put(
                "relay.store", Files.createTempDirectory("config-relay-sandbox").toString());
        settings.put("relay.sns.enabled", "true");
        settings.put("relay.sns.host", "127.0.0.1");
        settings.put("relay.sns.port", String.valueOf(relayPort));
        settings.put("relay.sns.topic-arns", SnsStandIn.TOPIC);
        settings.put("relay.management.port", String.valueOf(relayPort + 1));
        settings.put("relay.dead-letter", "file:" + letters + "?tempPrefix=.writing-");
        // Nobody wants to wait an hour here for what a broken Slack makes of an event.
        settings.put("relay.slack.retry-for", "15s");
        // For channels that name a channel instead of a webhook.
        settings.put("relay.slack.token", SlackStandIn.BOT_TOKEN);
        settings.put("relay.slack.api-url", slack.api());
        CHANNELS.forEach(channel -> environment.put(
                "SLACK_WEBHOOK_" + channel.toUpperCase(java.util.Locale.ROOT).replace('-', '_'),
                slack.webhook(channel)));
        relay = new Relay(Path.of("application.properties"), Path.of("routes"), environment, settings).main();
        relay.bind("snsHttpClient", sns.client());
        relay.start();
    }

    /** The page. */
    URI uri() {
        return slack.uri();
    }

    /** The article's notifications, further apart than the channels' interval, so that each is a message of its own. */
    void seed() {
        for (int i = 0; i < SampleEvents.SEED.size(); i++) {
            String event = SampleEvents.text(SampleEvents.SEED.get(i));
            CompletableFuture.delayedExecutor(i * 1_500L, TimeUnit.MILLISECONDS).execute(() -> publish(event));
        }
    }

    /**
     * Sends an event.
     *
     * @param via {@code sqs}, or {@code sns} to have it posted as SNS does, signed
     */
    void send(String event, String via) throws Exception {
        if (!via.equals("sns")) {
            publish(event);
            return;
        }
        remember(event);
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/sns".formatted(relayPort)))
                .POST(HttpRequest.BodyPublishers.ofString(sns.messages("2").notification(SnsStandIn.TOPIC, event)))
                .build();
        // The answer comes when Slack has the message; the page shows that anyway.
        var unused = java.net.http.HttpClient.newHttpClient().sendAsync(post, BodyHandlers.discarding());
    }

    private void publish(String event) {
        remember(event);
        sqs.send(queueUrl, event);
    }

    private void remember(String event) {
        sent.addFirst(event);
        while (sent.size() > REMEMBERED) {
            sent.removeLast();
        }
    }

    /** Sends 500 events of many kinds at once. */
    int burst() {
        List<String> events = Events.burst(random);
        events.forEach(this::remember);
        sqs.sendAll(queueUrl, events);
        return events.size();
    }

    /** What the relay makes of events, as the command explain says it. */
    JsonNode explain(List<String> events) throws JsonProcessingException {
        StringWriter out = new StringWriter();
        CamelContext context = relay.getCamelContext();
        new RulesRun(
                        Path.of("application.properties"),
                        Path.of("routes"),
                        context::resolvePropertyPlaceholders,
                        Accounts.NONE,
                        true,
                        new PrintWriter(out))
                .explain(events, null, Instant.now());
        return new ObjectMapper().readTree(out.toString());
    }

    /** The events that a message tells of, as far as they are still known, and why its channel has it. */
    List<Map<String, Object>> why(Received message) {
        List<String> told = sent.stream()
                .filter(event -> ids(event).anyMatch(message.body()::contains))
                .limit(20)
                .toList();
        List<Map<String, Object>> why = new ArrayList<>();
        for (String event : told) {
            try {
                for (JsonNode explained : explain(List.of(event))) {
                    for (JsonNode channel : explained.path("channels")) {
                        if (channel.path("channel").asText().equals(message.webhook())
                                && channel.path("gets").asBoolean()) {
                            Map<String, Object> reason = new LinkedHashMap<>();
                            reason.put("headline", explained.path("headline").asText());
                            reason.put("because", channel.path("because").asText());
                            reason.put("event", Json.writePretty(Json.read(event)));
                            why.add(reason);
                        }
                    }
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return why;
    }

    private static Stream<String> ids(String event) {
        return RESOURCE_ID.matcher(event).results().map((MatchResult found) -> found.group(1));
    }

    /** How many dead letters there are. */
    int letters() {
        if (!Files.isDirectory(letters)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(letters)) {
            return (int) files.filter(file -> file.toString().endsWith(".json")
                            && !file.getFileName().toString().startsWith("."))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Sends the dead letters again; a line for each that is left, and a sum. */
    synchronized List<String> replay() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        new Replay(new LetterFolder(letters), new Resend(relay.getCamelContext()), lines::add)
                .send(new Replay.Selection(null, null, null, Integer.MAX_VALUE));
        return lines;
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

    private void introduce() throws IOException {
        Path signed = Path.of("target/sandbox-sns-message.json");
        Files.createDirectories(signed.getParent());
        Files.writeString(
                signed, sns.messages("2").notification(SnsStandIn.TOPIC, SampleEvents.text(SampleEvents.SEED.get(0))));
        say("""

                Open   http://127.0.0.1:%1$d/   what Slack would show; send events, break Slack, replay
                       http://127.0.0.1:%4$d/observe/metrics and /observe/health

                Send another notification, with the AWS CLI or with curl:

                  AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws --region elasticmq --endpoint-url http://127.0.0.1:%2$d \\
                    sqs send-message --queue-url %3$s \\
                    --message-body file://src/test/resources/events/security-group.json

                  curl http://127.0.0.1:%2$d/ --data-urlencode Action=SendMessage --data-urlencode QueueUrl=%3$s \\
                    --data-urlencode MessageBody@src/test/resources/events/security-group.json

                Post as SNS does, signed by this sandbox's own authority:

                  curl http://127.0.0.1:%4$d/sns --data-binary @%5$s

                A change in routes/channels/ takes effect within two seconds. What can't be delivered is in
                target/sandbox-dead-letters/. Ctrl-C ends it all.
                """.formatted(SLACK_PORT, SQS_PORT, queueUrl, RELAY_PORT, signed));
    }

    @Override
    public void close() {
        relay.stop();
        slack.close();
        sns.close();
        sqs.close();
    }

    @SuppressWarnings("SystemOut") // A person reads this in a terminal.
    private static void say(String text) {
        System.out.println(text);
    }
}
