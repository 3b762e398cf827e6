package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.deploy.Dockerfile;
import io.configrelay.deploy.KubernetesManifest;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.SampleEvents;
import io.configrelay.sandbox.SlackStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways of running the distribution that the repository has files for, as far as they can be run here. */
class DeploymentIT {

    private static final Path DISTRIBUTION = Path.of("target/config-relay").toAbsolutePath();

    /** No user of this machine. */
    private static final String NOBODY = "10001";

    @TempDir
    private Path directory;

    private EmbeddedSqs sqs;
    private SlackStandIn slack;
    private String queueUrl;
    private int managementPort;

    @BeforeEach
    void start() {
        sqs = EmbeddedSqs.start(0);
        slack = SlackStandIn.start(0, Duration.ofMillis(100));
        queueUrl = sqs.createQueue("config-relay", 30);
        managementPort = FreePort.find();
    }

    @AfterEach
    void stop() {
        slack.close();
        sqs.close();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        sqs.relaySettings()
                .forEach((key, value) ->
                        environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        environment.put("RELAY_SQS_WAIT_TIME", "1");
        environment.put("RELAY_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("SLACK_WEBHOOK_NETWORK", slack.webhook("network"));
        environment.put("SLACK_WEBHOOK_SECURITY", slack.webhook("security"));
        environment.put("SLACK_WEBHOOK_ALL_CHANGES", slack.webhook("all-changes"));
        return environment;
    }

    @Test
    void theContainersCommandRelaysWithoutAnyRightOnARootThatCanNotBeWritten() throws Exception {
        assumeThat(Command.isInstalled("bwrap"))
                .as("bubblewrap makes a root that can't be written (apt-get install bubblewrap)")
                .isTrue();
        Dockerfile image = Dockerfile.read();
        String state = image.instruction("WORKDIR");
        assertThat(image.instruction("USER")).isEqualTo(NOBODY + ":" + NOBODY);
        assertThat(image.instruction("COPY")).isEqualTo("target/config-relay /opt/config-relay");
        assertThat(image.instruction("RUN")).isEqualTo("/opt/config-relay/bin/config-relay archive");
        List<String> command = asNobody();
        command.addAll(List.of("bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"));
        command.addAll(List.of("--tmpfs", "/opt", "--ro-bind", DISTRIBUTION.toString(), "/opt/config-relay"));
        command.addAll(List.of("--tmpfs", "/var/lib", "--bind", directory.toString(), state));
        command.addAll(List.of("--remount-ro", "/opt", "--remount-ro", "/var/lib", "--chdir", state));
        command.addAll(List.of("--unshare-user", "--unshare-ipc", "--die-with-parent"));
        command.addAll(image.command());
        Map<String, String> environment = environment();
        environment.putAll(image.environment());
        slack.always("security", SlackStandIn.Answer.of(404, "no_service"));

        try (RelayProcess relay = RelayProcess.start(directory, environment, command)) {
            sqs.send(queueUrl, SampleEvents.text("security-group"));
            await().atMost(120, SECONDS).until(() -> slack.received().size() == 2 && sqs.size(queueUrl) == 0);

            assertThat(directory.resolve("dead-letters")).isDirectoryContaining("glob:**/security-*.json");
            List<String> healthcheck = image.healthcheck().stream()
                    .map(word -> word.replace(":9876/", ":" + managementPort + "/"))
                    .toList();
            assertThat(Command.run(healthcheck)).contains("\"status\" : \"UP\"");
            relay.terminate();
            assertThat(relay.exitCode()).isZero();
            assertThat(directory.resolve("state/relay.db")).isNotEmptyFile();
        }
    }

    @Test
    void aUserWhoOwnsNothingIsToldWhatIsMissingAndCanRunIt() throws Exception {
        List<String> command = asNobody();
        command.addAll(List.of(
                DISTRIBUTION.resolve("bin/config-relay").toString(),
                "--routes",
                DISTRIBUTION.resolve("routes").toString()));
        Map<String, String> environment = environment();
        environment.put("HOME", "/nonexistent");

        Path root = Path.of("/");
        if (!Files.isWritable(root) || command.get(0).equals("setpriv")) {
            assertRefusal(
                    root,
                    environment,
                    command,
                    "relay.store: state/ can't be written (/state). Name a folder that can, or relay.store = none.");
            environment.put("RELAY_STORE", "none");
            environment.put("RELAY_STORE_FILE", "");
            assertRefusal(
                    root,
                    environment,
                    command,
                    "relay.dead-letter: dead letters can't be written to /dead-letters: / is no folder that this user may"
                            + " write. Give the user the right, or name another folder, or a queue.");
        }

        environment.put("RELAY_DEAD_LETTER", "aws2-sqs:config-relay-dead-letters");
        environment.put("RELAY_STORE", "none");
        environment.put("RELAY_STORE_FILE", "");
        slack.always("security", SlackStandIn.Answer.of(404, "no_service"));
        try (RelayProcess relay = RelayProcess.start(root, environment, command)) {
            sqs.send(queueUrl, SampleEvents.text("security-group"));
            await().atMost(120, SECONDS).until(() -> slack.received().size() == 2 && sqs.size(queueUrl) == 0);
            relay.terminate();
            assertThat(relay.exitCode()).isZero();
        }
    }

    private static void assertRefusal(Path root, Map<String, String> environment, List<String> command, String remedy)
            throws Exception {
        try (RelayProcess relay = RelayProcess.start(root, environment, command)) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.output()).isEqualTo("config-relay: application.properties: " + remedy + "\n");
        }
    }

    /** Runs what follows as a user without rights; as this one where only root could change that. */
    private List<String> asNobody() throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ArrayList<>();
        }
        Command.run(List.of("chown", NOBODY + ":" + NOBODY, directory.toString()));
        return new ArrayList<>(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"));
    }

    @Test
    void everyChannelOfTheKubernetesManifestPassesTheCheck() throws Exception {
        Path routes = TestRoutes.ofOneChannel(directory, "none");
        Path channels = routes.resolve("channels");
        Files.delete(channels.resolve("all.camel.yaml"));
        Map<String, Object> files = KubernetesManifest.read().channelFiles();
        for (Map.Entry<String, Object> file : files.entrySet()) {
            Files.writeString(channels.resolve(file.getKey()), String.valueOf(file.getValue()));
        }

        try (RelayProcess check = RelayProcess.start(directory, Map.of(), "check", "--without-secrets")) {
            assertThat(check.exitCode()).isZero();
            assertThat(check.output()).isEqualTo("%d channels, 0 tests, 0 mistakes%n".formatted(files.size()));
        }
    }

    @Test
    void systemdTakesTheUnitAndFindsItSafe() throws Exception {
        assumeThat(Command.isInstalled("systemd-analyze"))
                .as("systemd-analyze knows what a unit may say")
                .isTrue();
        // Elsewhere than here, the distribution is in /opt.
        String unit = Files.readString(Path.of("deploy/systemd/config-relay.service"))
                .replace("/opt/config-relay/bin", DISTRIBUTION.resolve("bin").toString());
        Path file = Files.writeString(directory.resolve("config-relay.service"), unit);

        assertThat(Command.run(List.of("systemd-analyze", "verify", "--man=no", file.toString())))
                .as("its complaints")
                .isEmpty();
        assertThat(Command.run(List.of("systemd-analyze", "security", "--offline=true", "--no-pager", file.toString())))
                .containsPattern("Overall exposure level for config-relay.service: [01]\\.\\d OK");
    }

    @Test
    void scriptsArePosixAndWithoutAnyWarning() throws Exception {
        assumeThat(Command.isInstalled("shellcheck"))
                .as("apt-get install shellcheck")
                .isTrue();

        assertThat(Command.run(List.of(
                        "shellcheck",
                        "--shell=sh",
                        DISTRIBUTION.resolve("bin/config-relay").toString())))
                .isEmpty();
        assertThat(Command.run(List.of("shellcheck", ".ci/run", "docs/quickstart.sh")))
                .isEmpty();
    }
}
