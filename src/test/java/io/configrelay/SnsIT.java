package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.SnsClient.Answer;
import io.configrelay.sandbox.HttpsProxy;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SnsMessages;
import io.configrelay.sandbox.SnsStandIn;
import io.configrelay.sandbox.TestAuthority;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built distribution with SNS at both ends: it posts to the relay, and the relay visits it through a proxy, by TLS. */
class SnsIT {

    private static final Path ROUTES = Path.of("target/config-relay/routes").toAbsolutePath();

    @TempDir
    private Path directory;

    private final int port = FreePort.find();
    private final URI url = URI.create("http://127.0.0.1:%d/sns".formatted(port));
    private final SnsClient client = new SnsClient();
    private SnsStandIn sns;
    private SlackStandIn slack;
    private HttpsProxy proxy;

    @BeforeEach
    void start() {
        sns = SnsStandIn.start();
        slack = SlackStandIn.start(0, Duration.ofMillis(100));
        proxy = HttpsProxy.start(SnsStandIn.HOST, sns.authority(), sns.uri());
    }

    @AfterEach
    void stop() {
        proxy.close();
        slack.close();
        sns.close();
    }

    @Test
    void aSubscriptionFromItsConfirmationToItsEnd() throws Exception {
        SnsMessages messages = sns.messages("2");
        try (RelayProcess relay = relay(environment())) {
            assertThat(client.post(
                            url,
                            messages.confirmation(
                                    "SubscriptionConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL)))
                    .isEqualTo(new Answer(200, "confirmed"));
            assertThat(sns.requested()).hasSize(2);
            assertThat(sns.requested().get(1)).startsWith("/?Action=ConfirmSubscription");

            String notification = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"));
            assertThat(client.post(url, notification)).isEqualTo(new Answer(200, "delivered"));
            assertThat(slack.received()).hasSize(3);
            assertThat(client.post(url, notification)).isEqualTo(new Answer(200, "delivered"));
            assertThat(slack.received()).as("the duplicate is not posted").hasSize(3);

            assertThat(client.post(
                            url,
                            messages.confirmation(
                                    "UnsubscribeConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL)))
                    .isEqualTo(new Answer(200, "unsubscribed"));
            assertThat(sns.requested()).as("nothing more is visited").hasSize(2);
            assertThat(proxy.asked()).containsOnly(SnsStandIn.HOST + ":443");

            relay.terminate();
            assertThat(relay.exitCode()).isZero();
            assertThat(relay.output())
                    .contains("Started: listening at " + url + " for 1 topic, posting to")
                    .contains("SNS: the subscription to " + SnsStandIn.TOPIC + " is confirmed")
                    .contains("SNS: the subscription to " + SnsStandIn.TOPIC + " was ended");
        }
    }

    @Test
    void whatSnsWasToldToSendAgainIsDeliveredByTheNextProcess() throws Exception {
        SnsMessages messages = sns.messages("2");
        String notification = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"));
        slack.always("security", SlackStandIn.Answer.of(503, "").after(Duration.ofSeconds(10)));
        Map<String, String> environment = environment();
        environment.put("RELAY_SNS_ANSWER_WITHIN", "1s");
        environment.put("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "2");
        try (RelayProcess relay = relay(environment)) {
            assertThat(client.post(url, notification)).isEqualTo(new Answer(503, "not_done_in_time"));
            relay.terminate();
            assertThat(relay.exitCode()).isZero();
        }

        slack.mend("security");
        // On a busy machine a second is soon over; the one before should be.
        environment.put("RELAY_SNS_ANSWER_WITHIN", "60s");
        try (RelayProcess relay = relay(environment)) {
            assertThat(client.post(url, notification)).isEqualTo(new Answer(200, "delivered"));
            assertThat(relay.isAlive()).isTrue();
        }
        for (String channel : new String[] {"#network", "#security", "#config_monitor"}) {
            assertThat(slack.received(channel)).as(channel).hasSize(1);
        }
        assertThat(directory.resolve("dead-letters")).doesNotExist();
    }

    @Test
    void itServesTlsByItself() throws Exception {
        TestAuthority.Issued issued = sns.authority().issue("127.0.0.1");
        Map<String, String> pem = environment();
        pem.put(
                "RELAY_SNS_TLS_CERTIFICATE",
                Files.writeString(directory.resolve("tls.crt"), issued.pem()).toString());
        pem.put(
                "RELAY_SNS_TLS_KEY",
                Files.writeString(directory.resolve("tls.key"), issued.keyPem()).toString());
        Map<String, String> pkcs12 = environment();
        pkcs12.put(
                "RELAY_SNS_TLS_KEYSTORE",
                sns.authority()
                        .keystore("127.0.0.1", directory.resolve("tls.p12"))
                        .toString());
        pkcs12.put("RELAY_SNS_TLS_PASSWORD", "changeit");
        SnsClient https =
                new SnsClient(HttpClient.newBuilder().sslContext(trusting()).build());

        for (Map<String, String> environment : java.util.List.of(pem, pkcs12)) {
            try (RelayProcess relay = relay(environment)) {
                assertThat(https.post(
                                URI.create("https://127.0.0.1:%d/sns".formatted(port)),
                                sns.messages("1").notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"))))
                        .isEqualTo(new Answer(200, "delivered"));
                assertThat(relay.output()).contains("listening at https://127.0.0.1:%d/sns".formatted(port));
            }
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance(
                sns.authority().trustStore(directory.resolve("trust.p12")).toFile(), "changeit".toCharArray());
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void aSettingThatCanNotBeUsedEndsTheStartWithOneLine() throws Exception {
        assertFailedStart(
                Map.of("RELAY_SNS_TOPIC_ARNS", "arn:aws:sns:eu-west-1:12:config"),
                "relay.sns.topic-arns: 'arn:aws:sns:eu-west-1:12:config' is no topic's ARN. It is"
                        + " arn:aws:sns:<region>:<account>:<name>; several are separated by commas.");
        assertFailedStart(
                Map.of("RELAY_SNS_ALLOW_RAW", "true", "RELAY_SNS_RAW_SECRET", "whsecret"),
                "relay.sns.raw-secret: relay.sns.allow-raw needs a secret of 20 to 200 letters, digits, '-', '_', '.'"
                        + " or '~'.");
        assertFailedStart(Map.of("RELAY_SNS_PATH", "sns"), "relay.sns.path: 'sns' is not a path such as /sns.");
        assertFailedStart(
                Map.of("RELAY_SNS_MAX_AGE", "an hour"),
                "relay.sns.max-age: 'an hour' is not a duration such as 30s, 10m or 1h.");
        assertFailedStart(
                Map.of("RELAY_SNS_TLS_CERTIFICATE", "no-such-file"),
                "relay.sns.tls.certificate: the file no-such-file can't be read (NoSuchFileException).");
        Files.writeString(directory.resolve("broken.pem"), "whsecret");
        assertFailedStart(
                Map.of("RELAY_SNS_TLS_CERTIFICATE", "broken.pem", "RELAY_SNS_TLS_KEY", "broken.pem"), "relay.sns.tls");
        assertFailedStart(
                Map.of("RELAY_SNS_PORT", String.valueOf(slack.uri().getPort())),
                "relay.sns.port: the SNS endpoint can't be served at 127.0.0.1:%d: Address already in use. Choose another port or relay.sns.host."
                        .formatted(slack.uri().getPort()));
    }

    private void assertFailedStart(Map<String, String> wrong, String line) throws Exception {
        Map<String, String> environment = environment();
        environment.putAll(wrong);
        try (RelayProcess relay = RelayProcess.start(directory, environment, "--routes", ROUTES.toString())) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.output().lines().reduce((first, last) -> last).orElse(""))
                    .startsWith("config-relay: application.properties: ")
                    .contains(line);
            assertThat(relay.output()).doesNotContain("\tat ").doesNotContain("whsecret");
        }
    }

    private RelayProcess relay(Map<String, String> environment) throws Exception {
        RelayProcess relay = RelayProcess.start(directory, environment, "--routes", ROUTES.toString());
        await("it listens")
                .atMost(120, SECONDS)
                .until(() -> relay.output().contains("listening at") || !relay.isAlive());
        return relay;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_OPTS", proxy.javaOptions(sns.authority().trustStore(directory.resolve("authority.p12"))));
        environment.put("RELAY_SQS_ENABLED", "false");
        environment.put("RELAY_SNS_ENABLED", "true");
        environment.put("RELAY_SNS_HOST", "127.0.0.1");
        environment.put("RELAY_SNS_PORT", String.valueOf(port));
        environment.put("RELAY_SNS_TOPIC_ARNS", SnsStandIn.TOPIC);
        environment.put("RELAY_SLACK_RETRY_DELAY", "50");
        environment.put("RELAY_MANAGEMENT_PORT", "0");
        environment.put("SLACK_WEBHOOK_NETWORK", slack.webhook("network"));
        environment.put("SLACK_WEBHOOK_SECURITY", slack.webhook("security"));
        environment.put("SLACK_WEBHOOK_ALL_CHANGES", slack.webhook("all-changes"));
        return environment;
    }
}
