package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.configrelay.event.Json;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.PostgresServer;
import io.configrelay.sandbox.SecretsManagerStandIn;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.lang.reflect.Array;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay with a secret of every kind works, fails and is asked for all that it shows: none of the secrets is in it. */
class SecretsInSightIT {

    private static final String OLD_TOKEN = "xoxb-1-2-oldtokenIN5IGHT";
    private static final String AWS_KEY = "awskeyIN5IGHT";
    private static final String RAW_SECRET = "rawsecretIN5IGHTrawsecret";

    @TempDir
    private Path directory;

    private EmbeddedSqs sqs;
    private SlackStandIn slack;
    private SecretsManagerStandIn secretsManager;
    private PostgresServer database;
    private String queueUrl;
    private int managementPort;
    private int snsPort;

    @BeforeEach
    void start() {
        sqs = EmbeddedSqs.start(0);
        slack = SlackStandIn.start(0, Duration.ofMillis(20));
        secretsManager = SecretsManagerStandIn.start();
        queueUrl = sqs.createQueue("config-relay", 30);
        managementPort = FreePort.find();
        snsPort = FreePort.find();
    }

    @AfterEach
    void stop() {
        slack.close();
        secretsManager.close();
        if (database != null) {
            database.close();
        }
        sqs.close();
    }

    /** Every secret in use, in the forms in which it could be seen. */
    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String channel : List.of("good", "gone", "away", "old")) {
            secrets.put("webhook " + channel, URI.create(slack.webhook(channel)).getPath());
        }
        secrets.put("the last part of every webhook", SlackStandIn.SECRET_MARK);
        secrets.put("token that was replaced", OLD_TOKEN);
        secrets.put("token", SlackStandIn.BOT_TOKEN);
        secrets.put("AWS key", AWS_KEY);
        secrets.put("password of the database", PostgresServer.PASSWORD);
        secrets.put("secret of raw delivery", RAW_SECRET);
        secrets.put(
                "the same, in a header",
                Base64.getEncoder().encodeToString(("sns:" + RAW_SECRET).getBytes(StandardCharsets.UTF_8)));
        return secrets;
    }

    private Map<String, String> environment(String logFormat) throws Exception {
        Map<String, String> settings = new HashMap<>(sqs.relaySettings());
        settings.putAll(secretsManager.relaySettings());
        settings.replaceAll((key, value) -> key.endsWith("secret-key") ? AWS_KEY : value);
        settings.put("relay.sqs.wait-time", "1");
        settings.put("relay.log.format", logFormat);
        settings.put("relay.management.port", String.valueOf(managementPort));
        settings.put("relay.slack.retry-delay", "100");
        settings.put("relay.slack.api-url", slack.api());
        settings.put("relay.slack.token", "{{file:token}}");
        settings.put("relay.reload.interval", "200ms");
        settings.put("relay.channels.secrets", "GOOD, file:gone, aws:away");
        settings.put("relay.sns.enabled", "true");
        settings.put("relay.sns.host", "127.0.0.1");
        settings.put("relay.sns.port", String.valueOf(snsPort));
        settings.put("relay.sns.allow-raw", "true");
        settings.put("relay.sns.raw-secret", RAW_SECRET);
        Map<String, String> environment = new HashMap<>();
        settings.forEach(
                (key, value) -> environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        Files.writeString(directory.resolve("token"), OLD_TOKEN);
        Files.writeString(directory.resolve("gone"), slack.webhook("gone"));
        secretsManager.put("away", slack.webhook("away"));
        environment.put("GOOD", slack.webhook("good"));
        Path channels =
                TestRoutes.ofOneChannel(directory, "{{env:GOOD}}", "ops: true").resolve("channels");
        TestRoutes.write(channels, "gone", "$", "{{file:gone}}");
        TestRoutes.write(channels, "away", "$", "{{aws:away}}");
        TestRoutes.write(channels, "bot", "$", "none", "channel: #bot");
        return environment;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noSecretIsInLogsMetricsHealthJmxDeadLettersOrMessages(String logFormat) throws Exception {
        slack.always("gone", Answer.of(404, "no_service"));
        slack.next("away", Answer.of(503, "service_unavailable"), Answer.hangUp());
        Map<String, String> seen = new LinkedHashMap<>();
        Map<String, String> environment = environment(logFormat);
        if (logFormat.equals("json") && PostgresServer.isInstalled()) {
            database = PostgresServer.start();
            environment.put("RELAY_STORE", database.url());
            environment.put("RELAY_STORE_USER", PostgresServer.USER);
            environment.put("RELAY_STORE_PASSWORD", PostgresServer.PASSWORD);
        }
        try (RelayProcess relay = RelayProcess.start(directory, environment)) {
            await().atMost(120, SECONDS).until(() -> relay.output().contains("Started: "));
            Files.writeString(directory.resolve("token"), SlackStandIn.BOT_TOKEN);
            sqs.sendAll(queueUrl, Events.securityGroups(20));
            sqs.send(queueUrl, "not JSON");
            await().atMost(120, SECONDS).until(() -> sqs.size(queueUrl) == 0);
            postRaw("/sns/" + RAW_SECRET, Events.securityGroup("sg-raw"));
            postRaw("/sns/wrong", Events.securityGroup("sg-raw"));
            Path mistake = directory.resolve("routes/channels/mistake.camel.yaml");
            Files.writeString(mistake, "- templatedRoute: {routeTemplateRef: slack-channel, parameters: []}\n");
            await().atMost(120, SECONDS)
                    .until(() -> slack.received("#good").stream()
                            .anyMatch(message -> message.body().contains("needs somebody")));

            seen.put("metrics", get("/observe/metrics"));
            seen.put("health", get("/observe/health"));
            seen.put("JMX", jmx(relay.pid()));
            relay.terminate();
            assertThat(relay.exitCode()).isZero();
            seen.put("log", relay.output());
        }
        seen.put("dead letters", files("dead-letters"));
        if (database == null) {
            seen.put("what was delivered", delivered());
            assertThat(seen.get("what was delivered")).contains("bot/");
        }
        seen.put("messages", slack.received().stream().map(Received::body).collect(Collectors.joining("\n")));

        // What was looked through is whole.
        assertThat(seen.get("metrics")).contains("relay_posts_total{channel=\"away\",outcome=\"unreachable\"}");
        assertThat(seen.get("health")).contains("DEGRADED", "no_service", "channel:bot");
        assertThat(seen.get("JMX"))
                .contains("java.lang:type=Threading", "HeapMemoryUsage")
                .hasSizeGreaterThan(20_000);
        assertThat(seen.get("log")).contains("Trying again.", "became a dead letter", "its secret was replaced");
        assertThat(seen.get("dead letters")).contains("\"reason\" : \"no_service\"", "\"reason\" : \"not_json\"");
        assertThat(seen.get("messages")).contains("needs somebody");
        secrets()
                .forEach((what, secret) -> seen.forEach((where, text) -> assertThat(text.contains(secret))
                        .as("%s in %s", what, where)
                        .isFalse()));
    }

    @Test
    void aLineOfTheLogLeadsFromTheSqsMessageToSlacksAnswer() throws Exception {
        try (RelayProcess relay = RelayProcess.start(directory, environment("json"))) {
            Files.writeString(directory.resolve("token"), SlackStandIn.BOT_TOKEN);
            String messageId = sqs.send(queueUrl, Events.inSns(Events.securityGroup("sg-1"), "sns-1"));
            await().atMost(120, SECONDS).until(() -> slack.received().size() == 4 && sqs.size(queueUrl) == 0);
            relay.terminate();
            assertThat(relay.exitCode()).isZero();

            List<Map<String, Object>> lines = new ArrayList<>();
            for (String line : relay.output().lines().toList()) {
                lines.add(Json.object(Json.read(line)));
            }
            Received told = slack.received("#bot").get(0);
            assertThat(lines).allSatisfy(line -> assertThat(line).containsKeys("time", "level", "logger", "message"));
            assertThat(lines)
                    .filteredOn(line -> "delivered".equals(line.get("outcome")))
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line)
                            .containsEntry("notification", "sns-1")
                            .containsEntry("sqsMessageId", messageId)
                            .containsEntry("slackStatus", "200")
                            .containsKey("slackRequestId"))
                    .anySatisfy(line ->
                            assertThat(line).containsEntry("channel", "bot").containsEntry("slackTs", told.ts()));
        }
    }

    private void postRaw(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + snsPort + path))
                .header("x-amz-sns-rawdelivery", "true")
                .header("x-amz-sns-message-id", "raw-1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** The keys in the store. */
    private String delivered() throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state/relay.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT messageId FROM relay_delivered")) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return String.join("\n", keys);
    }

    private String files(String folder) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            for (Path file : files.toList()) {
                text.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /** Every attribute of every MBean, a line each. */
    @SuppressWarnings("BanJNDI") // The address is that of the process that this test has started.
    private static String jmx(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
        StringBuilder text = new StringBuilder();
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            for (ObjectName name : server.queryNames(null, null)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    text.append(name).append(' ').append(attribute.getName()).append('=');
                    try {
                        text.append(shown(server.getAttribute(name, attribute.getName())));
                    } catch (Exception e) {
                        text.append(e);
                    }
                    text.append('\n');
                }
            }
        } finally {
            machine.detach();
        }
        return text.toString();
    }

    private static String shown(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value).replace('\n', ' ');
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            elements.add(shown(Array.get(value, i)));
        }
        return elements.toString();
    }
}
