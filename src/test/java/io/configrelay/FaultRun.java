package io.configrelay;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.PostgresServer;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Received;
import io.configrelay.sandbox.SqsProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of the distribution under a fault: its servers, its channels {@code c0}, {@code c1} …, and its ledger. */
final class FaultRun implements AutoCloseable {

    /** Events in a post of a channel that shall work slowly, so that a burst lasts long enough to be harmed. */
    static final int SLOW_POST = 20;

    /** Of what is told, not of what is linked. */
    private static final Pattern EVENT = Pattern.compile("(?<!=)sg-\\d{8}");

    /** The channels of the distribution. */
    static final List<String> SHIPPED = List.of("all-changes", "network", "security");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final int channels;
    private final EmbeddedSqs sqs = EmbeddedSqs.start(0);
    private final SqsProxy proxy = SqsProxy.before(sqs);
    private final SlackStandIn slack = SlackStandIn.start(0, Duration.ofMillis(50));
    private final String queueUrl;
    private final Map<String, String> environment = new HashMap<>();
    private String interval = "50ms";
    private int maxPerPost = 500;
    private boolean isShipped;
    private int published;
    private long begin;
    private RelayProcess relay;

    /** How often each event was told of in each channel, and how often it became a dead letter. */
    record Ledger(List<Map<String, Integer>> told, List<Map<String, Integer>> dead, int published) {

        /** Each (event, channel) that is neither delivered nor dead-lettered. */
        List<String> lost() {
            List<String> lost = new ArrayList<>();
            for (int channel = 0; channel < told.size(); channel++) {
                for (int i = 0; i < published; i++) {
                    String event = event(i);
                    if (!told.get(channel).containsKey(event)
                            && !dead.get(channel).containsKey(event)) {
                        lost.add("c" + channel + ": " + event);
                    }
                }
            }
            return lost;
        }

        /** How many tellings and dead letters there are beyond one for each (event, channel). */
        int duplicates() {
            int duplicates = 0;
            for (int channel = 0; channel < told.size(); channel++) {
                Map<String, Integer> all = new HashMap<>(told.get(channel));
                dead.get(channel).forEach((event, times) -> all.merge(event, times, Integer::sum));
                duplicates += all.values().stream().mapToInt(times -> times - 1).sum();
            }
            return duplicates;
        }

        int deadLetters() {
            return dead.stream().mapToInt(Map::size).sum();
        }

        /** How many events the first so many channels still lack. */
        int missing(int ofChannels) {
            return told.subList(0, ofChannels).stream()
                    .mapToInt(channel -> published - channel.size())
                    .sum();
        }
    }

    FaultRun(Path folder, int channels) {
        this.folder = folder;
        this.channels = channels;
        this.queueUrl = sqs.createQueueWithoutRedrive("config-relay", 5);
        sqs.relaySettings().forEach((key, value) -> with(variable(key), value));
        with("CAMEL_COMPONENT_AWS2_SQS_URI_ENDPOINT_OVERRIDE", proxy.endpoint().toString());
        with("RELAY_SQS_VISIBILITY_TIMEOUT", "5");
        with("RELAY_SQS_WAIT_TIME", "1");
        with("RELAY_MANAGEMENT_PORT", "0");
        with("RELAY_STORE", store().toString());
        with("RELAY_DEAD_LETTER", "file:" + folder.resolve("dead-letters") + "?tempPrefix=.writing-");
        for (int i = 0; i < channels; i++) {
            with("SLACK_WEBHOOK_C" + i, slack.webhook("c" + i));
        }
    }

    FaultRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Small posts, so that a burst takes a while. */
    FaultRun slowly() {
        interval = "200ms";
        maxPerPost = SLOW_POST;
        return this;
    }

    /** One post a second and channel, which the stand-in insists on. */
    FaultRun atSlacksPace() {
        interval = "1s";
        for (int i = 0; i < channels; i++) {
            slack.pace("c" + i, Duration.ofSeconds(1));
        }
        return this;
    }

    /** The channels that the distribution has, at Slack's pace, instead of own ones. */
    FaultRun shipped() {
        isShipped = true;
        for (String channel : SHIPPED) {
            with(variable("slack.webhook." + channel), slack.webhook(channel));
            slack.pace(channel, Duration.ofSeconds(1));
        }
        return this;
    }

    /** Starts the relay, or starts it again. */
    FaultRun start() throws IOException {
        relay = another();
        return this;
    }

    /** Starts one more replica. */
    RelayProcess another() throws IOException {
        return RelayProcess.start(folder, environment, "--routes", routes().toString());
    }

    /** Waits until the relay has started. */
    void awaitStart() {
        await().atMost(120, SECONDS).until(() -> relay.output().contains("Started: "));
    }

    /** Sends so many events more. */
    void publish(int count) {
        if (begin == 0) {
            restartClock();
        }
        List<String> events = new ArrayList<>();
        for (int i = published; i < published + count; i++) {
            events.add(Events.securityGroup(event(i)));
        }
        send(events);
        published += count;
    }

    /** Sends these, which no ledger knows. */
    void send(List<String> events) {
        sqs.sendAll(queueUrl, events);
    }

    void restartClock() {
        begin = System.nanoTime();
    }

    /** Seconds since the first event was published, or since the clock was restarted. */
    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Waits for so many posts more. */
    void awaitPosts(int count) {
        int before = slack.allPosts();
        await().atMost(120, SECONDS).until(() -> slack.allPosts() >= before + count || sqs.size(queueUrl) == 0);
    }

    /** Waits until a channel was told of everything. */
    void awaitTold(String channel) {
        await().atMost(120, SECONDS)
                .until(() -> slack.received().stream()
                                .filter(message -> message.webhook().equals(channel))
                                .flatMap(FaultRun::events)
                                .distinct()
                                .count()
                        == published);
    }

    /** Waits until the queue is empty, those in flight included, and nothing is parked. */
    void awaitDrained() {
        await().atMost(30, MINUTES).until(() -> sqs.size(queueUrl) == 0 && parked() == 0);
    }

    /** The store's rows of what is parked, those that are being told included. */
    int parked() throws SQLException {
        String store = environment.get("RELAY_STORE");
        if (store.equals("none")) {
            return 0;
        }
        try (Connection connection = store.startsWith("jdbc:")
                        ? DriverManager.getConnection(store, PostgresServer.USER, PostgresServer.PASSWORD)
                        : DriverManager.getConnection("jdbc:sqlite:" + store + "/relay.db");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM relay_parked")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The folder of the store. */
    Path store() {
        return folder.resolve("state");
    }

    Ledger ledger() throws IOException {
        List<Map<String, Integer>> told = new ArrayList<>();
        List<Map<String, Integer>> dead = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            told.add(new HashMap<>());
            dead.add(new HashMap<>());
        }
        for (Received message : slack.received()) {
            int channel = Integer.parseInt(message.webhook().substring(1));
            events(message).forEach(event -> told.get(channel).merge(event, 1, Integer::sum));
        }
        for (JsonNode letter : deadLetters()) {
            int channel = Integer.parseInt(letter.path("channel").asText().substring(1));
            EVENT.matcher(letter.path("notification").asText())
                    .results()
                    .map(MatchResult::group)
                    .forEach(event -> dead.get(channel).merge(event, 1, Integer::sum));
        }
        return new Ledger(told, dead, published);
    }

    SlackStandIn slack() {
        return slack;
    }

    SqsProxy sqsProxy() {
        return proxy;
    }

    RelayProcess relay() {
        return relay;
    }

    int published() {
        return published;
    }

    int channels() {
        return channels;
    }

    int inQueue() {
        return sqs.size(queueUrl);
    }

    /** The events that a message tells of. */
    static Stream<String> events(Received message) {
        JsonNode payload = message.payload();
        String text = payload.has("blocks")
                ? payload.path("blocks").toString()
                : payload.path("text").asText();
        return EVENT.matcher(text).results().map(MatchResult::group);
    }

    private List<JsonNode> deadLetters() throws IOException {
        Path letters = folder.resolve("dead-letters");
        List<JsonNode> list = new ArrayList<>();
        if (Files.isDirectory(letters)) {
            try (Stream<Path> files = Files.list(letters)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".json")).toList()) {
                    list.add(MAPPER.readTree(file.toFile()));
                }
            }
        }
        return list;
    }

    /** The product's routes with these channels. */
    private Path routes() throws IOException {
        Path routes = folder.resolve("routes");
        if (Files.isDirectory(routes)) {
            return routes;
        }
        TestRoutes.copy(folder);
        if (isShipped) {
            return routes;
        }
        try (Stream<Path> files = Files.list(routes.resolve("channels"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        for (int i = 0; i < channels; i++) {
            Files.writeString(
                    routes.resolve("channels/c%d.camel.yaml".formatted(i)), """
                    - templatedRoute:
                        routeTemplateRef: slack-channel
                        routeId: channel-c%1$d
                        parameters:
                          - name: name
                            value: c%1$d
                          - name: match
                            value: $[?(@.resourceType == 'AWS::EC2::SecurityGroup')]
                          - name: webhook
                            value: "{{env:SLACK_WEBHOOK_C%1$d}}"
                          - name: interval
                            value: %2$s
                          - name: max-per-post
                            value: "%3$d"
                    """.formatted(i, interval, maxPerPost));
        }
        return routes;
    }

    private static String event(int number) {
        return "sg-%08d".formatted(number);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    @Override
    public void close() {
        if (relay != null) {
            relay.close();
        }
        slack.close();
        proxy.close();
        sqs.close();
    }
}
