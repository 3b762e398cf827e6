package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SnsStandIn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/**
 * The relay with its own routes between an SQS server and a stand-in for Slack, all over HTTP on free ports of this
 * machine. Ends with the test.
 */
final class RelayUnderTest implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EmbeddedSqs sqs = EmbeddedSqs.start(0);
    private final SlackStandIn slack;
    private final Map<String, String> settings = new HashMap<>();
    private final Path deadLetters;
    private final int managementPort = FreePort.find();
    private final String queueUrl;
    private final int snsPort = FreePort.find();
    private Path routes = Path.of("routes");
    private SnsStandIn sns;
    private Main main;

    /**
     * Starts the servers; {@link #start} starts the relay.
     *
     * @param folder a temporary one of the test
     * @param pace of the stand-in, and the relay's interval
     */
    RelayUnderTest(Path folder, Duration pace) {
        slack = SlackStandIn.start(0, pace);
        queueUrl = sqs.createQueue("config-relay", 30);
        deadLetters = folder.resolve("dead-letters");
        settings.putAll(sqs.relaySettings());
        with("relay.slack.interval", pace.toMillis() + "ms");
        with("relay.slack.retry-delay", "50");
        with("relay.sqs.wait-time", "1");
        with("relay.store", folder.resolve("state").toString());
        with("relay.management.port", String.valueOf(managementPort));
        with("relay.channels.secrets", "SLACK_WEBHOOK_*, file:%s/*, aws:config-relay/*, aws:arn:*".formatted(folder));
        with("relay.dead-letter", "file:" + deadLetters + "?tempPrefix=.writing-");
    }

    RelayUnderTest with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Listens for SNS, too, for the topic of this stand-in. */
    RelayUnderTest listeningTo(SnsStandIn standIn) {
        sns = standIn;
        return with("relay.sns.enabled", "true")
                .with("relay.sns.host", "127.0.0.1")
                .with("relay.sns.port", String.valueOf(snsPort))
                .with("relay.sns.topic-arns", SnsStandIn.TOPIC);
    }

    /** Where SNS posts. */
    URI snsUrl() {
        return URI.create("http://127.0.0.1:%d/sns".formatted(snsPort));
    }

    RelayUnderTest routes(Path folder) {
        routes = folder;
        return this;
    }

    RelayUnderTest start() throws Exception {
        Map<String, String> environment = Map.of(
                "SLACK_WEBHOOK_NETWORK", slack.webhook("network"),
                "SLACK_WEBHOOK_SECURITY", slack.webhook("security"),
                "SLACK_WEBHOOK_ALL_CHANGES", slack.webhook("all-changes"));
        main = new Relay(Path.of("none.properties"), routes, environment, settings).main();
        if (sns != null) {
            main.bind("snsHttpClient", sns.client());
        }
        main.start();
        return this;
    }

    /** Where metrics and health are. */
    int managementPort() {
        return managementPort;
    }

    /** What the management port says at this path. */
    String management(String path) throws Exception {
        return observe(path).body();
    }

    /** The same, as JSON, with the HTTP status as {@code httpStatus} in it. */
    JsonNode health(String path) throws Exception {
        HttpResponse<String> response = observe(path);
        ObjectNode json = (ObjectNode) MAPPER.readTree(response.body());
        return json.put("httpStatus", response.statusCode());
    }

    private HttpResponse<String> observe(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    SlackStandIn slack() {
        return slack;
    }

    EmbeddedSqs sqs() {
        return sqs;
    }

    Main main() {
        return main;
    }

    String queueUrl() {
        return queueUrl;
    }

    void publish(String... bodies) {
        sqs.sendAll(queueUrl, Arrays.asList(bodies));
    }

    /** Waits until the queue is empty: every notification is delivered, dead-lettered or parked. */
    void awaitTaken() {
        await("the queue is empty").atMost(120, SECONDS).until(() -> sqs.size(queueUrl) == 0);
    }

    /** Waits until nothing is left, in flight or parked: every notification is delivered or dead-lettered. */
    void awaitDone() {
        awaitTaken();
        await("nothing is parked")
                .atMost(120, SECONDS)
                .until(() -> sum("relay.parked") == 0 && sum("relay.in.flight") == 0);
    }

    /** A gauge of all channels together. */
    double sum(String gauge) {
        return main.getCamelContext().getRegistry().findSingleByType(MeterRegistry.class).find(gauge).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** What is parked for a channel. */
    double parked(String channel) {
        return main.getCamelContext()
                .getRegistry()
                .findSingleByType(MeterRegistry.class)
                .get("relay.parked")
                .tag("channel", channel)
                .gauge()
                .value();
    }

    /** The dead letters in the folder, each as its JSON. */
    List<JsonNode> deadLetters() {
        if (!Files.isDirectory(deadLetters)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(deadLetters)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .map(RelayUnderTest::json)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (main != null) {
            main.stop();
        }
        slack.close();
        sqs.close();
    }
}
