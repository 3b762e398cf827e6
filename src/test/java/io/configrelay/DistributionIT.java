package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.SampleEvents;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SqsProxy;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution as an operator has it: {@code target/config-relay/}, started by its script. */
class DistributionIT {

    private static final Path ROUTES = Path.of("target/config-relay/routes").toAbsolutePath();

    @TempDir
    private Path directory;

    private EmbeddedSqs sqs;
    private SlackStandIn slack;
    private String queueUrl;

    @BeforeEach
    void start() {
        sqs = EmbeddedSqs.start(0);
        slack = SlackStandIn.start(0, Duration.ofMillis(100));
        queueUrl = sqs.createQueue("config-relay", 30);
    }

    @AfterEach
    void stop() {
        slack.close();
        sqs.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "url", "arn"})
    void itRelaysFromAnyWorkingDirectoryAndStopsOnSigterm(String kind) throws Exception {
        Map<String, String> environment = environment();
        environment.put(
                "RELAY_SQS_QUEUE",
                switch (kind) {
                    case "name" -> "config-relay";
                    case "url" -> queueUrl;
                    default -> "arn:aws:sqs:elasticmq:%s:config-relay".formatted(EmbeddedSqs.ACCOUNT);
                });
        try (RelayProcess relay = RelayProcess.start(directory, environment, "--routes", ROUTES.toString())) {
            sqs.send(queueUrl, SampleEvents.text("security-group"));

            await().atMost(120, SECONDS).until(() -> slack.received().size() == 3);
            await().atMost(120, SECONDS).until(() -> sqs.size(queueUrl) == 0);
            relay.terminate();
            assertThat(relay.exitCode()).isZero();

            assertThat(relay.output())
                    .contains("Started: reading " + queueUrl + ", posting to all-changes, network, security")
                    .contains("Stopped")
                    .contains("network: delivered notification=")
                    .contains("security: delivered notification=")
                    .contains("all-changes: delivered notification=");
        }
    }

    @Test
    void theSettingsOfTheWorkingDirectoryHoldAndTheEnvironmentWins() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"),
                "relay.sqs.queue = config-relay\nrelay.dead-letter = file:from-the-file\nrelay.sqs.wait-time = 1\n");
        slack.always("security", SlackStandIn.Answer.of(404, "no_service"));
        Map<String, String> environment = environment();
        try (RelayProcess relay = RelayProcess.start(directory, environment, "run", "--routes", ROUTES.toString())) {
            sqs.send(queueUrl, SampleEvents.text("security-group"));

            await().atMost(120, SECONDS).until(() -> Files.isDirectory(directory.resolve("from-the-file")));
            relay.terminate();
            relay.exitCode();
        }

        environment.put("RELAY_DEAD_LETTER", "file:from-the-environment");
        try (RelayProcess relay = RelayProcess.start(directory, environment, "run", "--routes", ROUTES.toString())) {
            sqs.send(queueUrl, SampleEvents.text("security-group"));

            await().atMost(120, SECONDS).until(() -> Files.isDirectory(directory.resolve("from-the-environment")));
            assertThat(relay.isAlive()).isTrue();
        }
    }

    @Test
    void aMissingWebhookEndsTheStartWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.remove("SLACK_WEBHOOK_NETWORK");

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .isEqualTo("config-relay: %s/channels/network.camel.yaml:10: webhook: the environment variable"
                                .formatted(ROUTES)
                        + " SLACK_WEBHOOK_NETWORK is not set. Set it where config-relay is started.");
    }

    @Test
    void aQueueThatDoesNotExistEndsTheStartWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.put("RELAY_SQS_QUEUE", "no-such-queue");

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .isEqualTo("config-relay: application.properties: relay.sqs.queue: the queue 'no-such-queue' does not"
                        + " exist in this region and account. Create it, or correct the name; an ARN names region and"
                        + " account too.");
    }

    @Test
    void classesAreArchivedAndTakenFromTheArchiveWhileItFits() throws Exception {
        Path home = Folders.copy(Path.of("target/config-relay"), directory.resolve("folder"));
        String script = home.resolve("bin/config-relay").toString();
        Map<String, String> environment = environment();
        // What is there for the relay that works is not for this.
        environment.put("HTTP_PROXY", "http://127.0.0.1:1");
        environment.put("RELAY_SQS_QUEUE", "other");
        environment.put("RELAY_ONCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/relay");
        environment.put("RELAY_MANAGEMENT_HOST", "192.0.2.1");

        Path keys = Files.writeString(directory.resolve("delivered.keys"), "\"network/1\"\n");
        try (RelayProcess archive = RelayProcess.start(directory, environment, List.of(script, "archive"))) {
            assertThat(archive.exitCode()).isZero();
            assertThat(archive.output()).matches("config-relay: classes archived: .*/lib/classes\\.(jsa|aot)\n");
        }
        assertThat(slack.received()).isEmpty();
        assertThat(keys)
                .as("what the relay here has delivered is nothing of a rehearsal's")
                .exists();
        assertThat(loaded(script)).contains(" source: shared objects file");

        // As an update does.
        for (File jar :
                home.resolve("lib").toFile().listFiles(file -> file.getName().startsWith("slf4j-api"))) {
            assertThat(jar.setLastModified(0)).isTrue();
        }
        assertThat(loaded(script)).matches(".* source: file:.*config-relay-.*jar");
    }

    @Test
    void anArchiveIsNotSaidToBeWrittenWhereNoneIs() throws Exception {
        assertThat(failedStart(environment(), "--routes", ROUTES.toString(), "archive"))
                .isEqualTo("config-relay: archive: run it as 'bin/config-relay archive', with no option before it.");
    }

    /** Where a class of the relay came from, after a start that said nothing but what it should. */
    private String loaded(String script) throws Exception {
        Path log = directory.resolve("classes.log");
        Map<String, String> environment = environment();
        environment.put("JAVA_OPTS", "-Xlog:class+load:file=classes.log");
        try (RelayProcess relay =
                RelayProcess.start(directory, environment, List.of(script, "--routes", ROUTES.toString()))) {
            await().atMost(120, SECONDS).until(() -> relay.output().contains(" Started: "));
            assertThat(relay.output().lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*Z INFO .*"));
        }
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains(" io.configrelay.delivery.Ledger "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUnreachableQueueEndsTheStartWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.put("CAMEL_COMPONENT_AWS2_SQS_URI_ENDPOINT_OVERRIDE", "http://127.0.0.1:1");

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .startsWith("config-relay: application.properties: relay.sqs.queue: the queue 'config-relay' can't be"
                        + " reached: ")
                .endsWith("Check network and region (AWS_REGION or camel.component.aws2-sqs.region) and credentials.");
    }

    @Test
    void awsIsReachedThroughTheProxyOfTheEnvironment() throws Exception {
        try (SqsProxy proxy = SqsProxy.before(sqs)) {
            Map<String, String> environment = environment();
            environment.put("HTTP_PROXY", proxy.endpoint().toString());
            environment.put("NO_PROXY", "");
            try (RelayProcess relay = RelayProcess.start(directory, environment, "--routes", ROUTES.toString())) {
                sqs.send(queueUrl, SampleEvents.text("security-group"));
                await().atMost(120, SECONDS).until(() -> slack.received().size() == 3 && sqs.size(queueUrl) == 0);
                await().atMost(120, SECONDS).until(() -> proxy.forwarded() > 3);
                assertThat(relay.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aProxyByCamelsOptionEndsTheStartWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.put("CAMEL_COMPONENT_AWS2_SQS_PROXY_HOST", "127.0.0.1");
        environment.put("CAMEL_COMPONENT_AWS2_SQS_PROXY_PORT", "1");

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .isEqualTo("config-relay: application.properties: relay.sqs.queue: the queue 'config-relay' can't be"
                        + " reached: the settings proxy-host and trust-all-certificates of camel.component.aws2-sqs are"
                        + " not supported. For a proxy, set HTTPS_PROXY in the environment.");
    }

    @Test
    void aDatabaseThatCanNotBeOpenedEndsTheStartWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.put("RELAY_ONCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/relay?password=whsecret");

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .startsWith("config-relay: application.properties: relay.store: the database can't be opened.");
    }

    @Test
    void aPortInUseEndsTheStartWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.put("RELAY_MANAGEMENT_PORT", String.valueOf(slack.uri().getPort()));

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .isEqualTo(("config-relay: application.properties: relay.management.port: metrics and health can't be"
                                + " served at 127.0.0.1:%d: Address already in use. Choose another port or"
                                + " relay.management.host.")
                        .formatted(slack.uri().getPort()));
    }

    @Test
    void withoutARegionTheStartEndsWithOneLine() throws Exception {
        Map<String, String> environment = environment();
        environment.remove("CAMEL_COMPONENT_AWS2_SQS_REGION");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");

        assertThat(failedStart(environment, "--routes", ROUTES.toString()))
                .isEqualTo("config-relay: application.properties: relay.sqs.queue: no AWS region is known for"
                        + " 'config-relay'. Set AWS_REGION, or name the queue by its ARN.");
    }

    @Test
    void checkFindsMistakesAndExplainTellsWhereAnEventGoes() throws Exception {
        Path routes = TestRoutes.ofOneChannel(directory, "{{env:SLACK_WEBHOOK_UNSET}}");
        Path event = Files.writeString(directory.resolve("event.json"), Events.securityGroup("sg-1"));

        assertThat(command(1, "check")).isEqualTo("""
                        %s:10: webhook: the environment variable SLACK_WEBHOOK_UNSET is not set. Set it where config-relay is started.
                        0 channels, 0 tests, 1 mistake
                        """.formatted(Path.of("routes/channels/all.camel.yaml")));
        assertThat(command(0, "check", "--without-secrets")).isEqualTo("1 channel, 0 tests, 0 mistakes\n");
        assertThat(command(0, "check", "--json", "--without-secrets", routes.toString()))
                .startsWith("{")
                .contains("\"mistakes\" : [ ]");
        assertThat(command(0, "explain", "--without-secrets", event.toString()))
                .startsWith("Security Group sg-1: ")
                .contains("  all: gets it, because $\n");
        assertThat(command(2, "explain", "none.json")).isEqualTo("config-relay: none.json: this file can't be read.\n");
    }

    /** What a command prints, on both streams. */
    private String command(int exitCode, String... words) throws Exception {
        try (RelayProcess process = RelayProcess.start(directory, environment(), words)) {
            assertThat(process.exitCode()).isEqualTo(exitCode);
            return process.output();
        }
    }

    @Test
    void aBadYamlFileEndsTheStartWithOneLine() throws Exception {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        Path file = Files.copy(Path.of("src/test/resources/mistakes/tab.camel.yaml"), routes.resolve("tab.camel.yaml"));

        assertThat(failedStart(environment()))
                .startsWith("config-relay: %s:2: not valid YAML: "
                        .formatted(Path.of("routes").resolve(file.getFileName())));
    }

    @Test
    void aRouteThatCamelDoesNotKnowEndsTheStartWithOneLine() throws Exception {
        Path routes = TestRoutes.copy(directory);
        Files.writeString(routes.resolve("extra.camel.yaml"), """
                - route:
                    id: extra
                    from:
                      uri: no-such-component:x
                      steps: []
                """);

        assertThat(failedStart(environment()))
                .startsWith("config-relay: ")
                .contains("no-such-component")
                .endsWith("Run with --verbose for the technical cause.");
    }

    @Test
    void withoutOptionsTheWorkingDirectoryIsWhatIsRun() throws Exception {
        assertThat(failedStart(environment())).startsWith("config-relay: routes: ");

        Folders.copy(ROUTES, directory.resolve("routes"));
        Map<String, String> environment = environment();
        environment.put("JAVA_OPTS", "-Xlog:class+load:file=classes.log");
        try (RelayProcess relay = RelayProcess.start(directory, environment)) {
            await().atMost(120, SECONDS).until(() -> relay.output().contains(" Started: "));
        }
        assertThat(Files.readString(directory.resolve("classes.log")))
                .contains(" io.configrelay.Main ")
                .as("a plain start is the shorter for it")
                .doesNotContain(" picocli.");
    }

    @Test
    void withVerboseTheTechnicalCauseIsPrintedToo() throws Exception {
        Map<String, String> environment = environment();
        environment.put("RELAY_SQS_QUEUE", "no-such-queue");
        try (RelayProcess relay =
                RelayProcess.start(directory, environment, "--verbose", "--routes", ROUTES.toString())) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.output()).contains("QueueDoesNotExistException").contains("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "xyzzy"})
    void aWrongCommandLineIsToldWithTheUsage(String argument) throws Exception {
        try (RelayProcess relay = RelayProcess.start(directory, environment(), argument)) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.output()).contains(argument).contains("Usage: config-relay");
        }
    }

    @Test
    void aLimitOfNothingIsAMistake() throws Exception {
        assertThat(failedStart(environment(), "replay", "--limit", "0"))
                .isEqualTo("config-relay: --limit: 0 is not a number of letters, 1 or more.");
    }

    @Test
    void helpNamesTheOptionsAndExitCodes() throws Exception {
        try (RelayProcess relay = RelayProcess.start(directory, Map.of(), "--help")) {
            assertThat(relay.exitCode()).isZero();
            assertThat(relay.output()).contains("--config", "--routes", "--verbose", "Exit codes", "run");
        }
    }

    /** What a start that has to fail prints on its last line; before it there may be log lines, but no stack trace. */
    private String failedStart(Map<String, String> environment, String... arguments) throws Exception {
        try (RelayProcess relay = RelayProcess.start(directory, environment, arguments)) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.output()).doesNotContain("\tat ").doesNotContain("Exception");
            return relay.output().lines().reduce((first, last) -> last).orElse("");
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        sqs.relaySettings()
                .forEach((key, value) ->
                        environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        environment.put("RELAY_SQS_WAIT_TIME", "1");
        environment.put("RELAY_MANAGEMENT_PORT", "0");
        environment.put("SLACK_WEBHOOK_NETWORK", slack.webhook("network"));
        environment.put("SLACK_WEBHOOK_SECURITY", slack.webhook("security"));
        environment.put("SLACK_WEBHOOK_ALL_CHANGES", slack.webhook("all-changes"));
        return environment;
    }
}
