package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay command of the built distribution, over the dead letters that a relay has written. */
class ReplayIT {

    private static final Path ROUTES = Path.of("target/config-relay/routes").toAbsolutePath();

    @TempDir
    private Path folder;

    private final EmbeddedSqs sqs = EmbeddedSqs.start(0);
    private final SlackStandIn slack = SlackStandIn.start(0, Duration.ofMillis(50));
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void environment() {
        sqs.relaySettings()
                .forEach((key, value) ->
                        environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        environment.put("RELAY_SLACK_INTERVAL", "50ms");
        environment.put("RELAY_SQS_WAIT_TIME", "1");
        environment.put("RELAY_MANAGEMENT_PORT", "0");
        environment.put("SLACK_WEBHOOK_NETWORK", slack.webhook("network"));
        environment.put("SLACK_WEBHOOK_SECURITY", slack.webhook("security"));
        environment.put("SLACK_WEBHOOK_ALL_CHANGES", slack.webhook("all-changes"));
    }

    @AfterEach
    void stop() {
        slack.close();
        sqs.close();
    }

    @Test
    void deadLettersAreListedThenDeliveredAndRemoved() throws Exception {
        deadLetters(3);

        assertThat(replay(0, "--dry-run"))
                .contains(
                        "security  no_service  Security Group sg-00000000: Inbound tcp 443 from ",
                        "3 to send, 0 that can't be sent");
        assertThat(files()).hasSize(3);

        assertThat(replay(0)).contains("delivered: ", "3 delivered, 0 left");
        assertThat(files()).isEmpty();
        assertThat(told("security")).containsExactlyInAnyOrder("sg-00000000", "sg-00000001", "sg-00000002");
        // Nobody else gets it again.
        assertThat(told("network")).hasSize(3);
    }

    @Test
    void channelReasonAndLimitChoose() throws Exception {
        deadLetters(3);

        assertThat(replay(0, "--channel", "network")).contains("0 delivered, 0 left");
        assertThat(replay(0, "--reason", "channel_is_archived")).contains("0 delivered, 0 left");
        assertThat(replay(0, "--channel", "security", "--reason", "no_service", "--limit", "2"))
                .contains("2 delivered, 0 left");
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatSlackStillDoesNotTakeIsLeftWithTheReason() throws Exception {
        deadLetters(2);
        slack.always("security", Answer.of(410, "channel_is_archived"));

        assertThat(replay(1)).contains("left: ", "channel_is_archived", "0 delivered, 2 left");
        assertThat(files()).hasSize(2).allMatch(name -> name.endsWith(".json"));
        assertThat(told("security")).isEmpty();
    }

    @Test
    void whatIsNoDeadLetterOrHasNoChannelIsToldAndLeft() throws Exception {
        deadLetters(1);
        Path letters = folder.resolve("dead-letters");
        Path real = letters.resolve(files().get(0));
        Files.writeString(
                letters.resolve("corrupt.json"), Files.readString(real).substring(0, 100));
        Files.writeString(
                letters.resolve("gone.json"), Files.readString(real).replace("\"security\"", "\"long-gone\""));

        assertThat(replay(1))
                .contains("corrupt.json: this is no dead letter of config-relay. It is left as it is.")
                .contains("gone.json: there is no channel 'long-gone' any more.")
                .contains("1 delivered, 2 left");
        assertThat(files()).containsExactlyInAnyOrder("corrupt.json", "gone.json");
    }

    /** In a container every setting stands in the environment, where it wins over Camel's own overrides. */
    @Test
    void noSourceIsReadWhateverTheEnvironmentSays() throws Exception {
        deadLetters(2);
        String queueUrl = sqs.createQueueWithoutRedrive("config-relay", 30);
        sqs.sendAll(queueUrl, Events.securityGroups(40));
        environment.put("RELAY_SQS_ENABLED", "true");
        environment.put("RELAY_SNS_ENABLED", "true");
        environment.put("RELAY_SNS_PORT", String.valueOf(FreePort.find()));
        environment.put("RELAY_SNS_TOPIC_ARNS", "arn:aws:sns:us-east-1:123456789012:config");
        environment.put("RELAY_MANAGEMENT_ENABLED", "true");
        environment.put("RELAY_STORE_PARKS", "true");

        assertThat(replay(0)).contains("2 delivered, 0 left").doesNotContain("reading", "listening");
        assertThat(told("security")).hasSize(2);
        assertThat(told("network")).hasSize(2);
        assertThat(sqs.size(queueUrl)).isEqualTo(40);
    }

    @Test
    void whatAChannelDidNotGetCanBeSentToAnother() throws Exception {
        deadLetters(2);
        for (String name : files()) {
            Path file = folder.resolve("dead-letters").resolve(name);
            Files.writeString(file, Files.readString(file).replace("\"security\"", "\"old-name\""));
        }

        assertThat(replay(2, "--to", "security")).contains("--to: say with --channel whose letters");
        assertThat(replay(1, "--channel", "old-name", "--to", "no-such")).contains("there is no channel 'no-such'");
        assertThat(replay(0, "--channel", "old-name", "--to", "security")).contains("2 delivered, 0 left");

        assertThat(told("security")).containsExactlyInAnyOrder("sg-00000000", "sg-00000001");
        assertThat(files()).isEmpty();
    }

    @Test
    void aReplayThatIsKilledLosesAndDoublesNothing() throws Exception {
        deadLetters(5);
        slack.hold("security");
        try (RelayProcess killed = start("replay")) {
            await().atMost(120, SECONDS).until(() -> told("security").size() >= 1);
            killed.kill();
        }
        slack.release("security");
        List<String> told = told("security");
        assertThat(files()).hasSize(5);

        // Slack has some of them, and nothing on this side can know which: the operator is asked about those.
        String output = replay(1);
        assertThat(output).contains("a replay was killed while it posted this; Slack may have it.");
        assertThat(told("security")).doesNotHaveDuplicates().containsAll(told);
        List<String> inDoubt = files();
        assertThat(told("security").size() + inDoubt.size()).isGreaterThanOrEqualTo(5);
        assertThat(inDoubt).allMatch(name -> name.endsWith(".replaying"));
    }

    @Test
    void aReplayThatIsStoppedFinishesWhatIsUnderWay() throws Exception {
        deadLetters(5);
        slack.slow("security", Duration.ofSeconds(2));
        try (RelayProcess stopped = start("replay")) {
            await().atMost(120, SECONDS).until(() -> told("security").size() >= 1);
            stopped.terminate();
            stopped.exitCode();
        }

        assertThat(files()).allMatch(name -> name.endsWith(".json"));
        assertThat(told("security")).doesNotHaveDuplicates().hasSize(5 - files().size());
    }

    @Test
    void deadLettersInAQueueAreReplayedToo() throws Exception {
        String queue = sqs.createQueueWithoutRedrive("undelivered", 30);
        environment.put("RELAY_DEAD_LETTER", "aws2-sqs:undelivered");
        deadLetters(3);
        await().atMost(120, SECONDS).until(() -> sqs.size(queue) == 3);

        assertThat(replay(0, "--dry-run")).contains("3 to send");
        assertThat(replay(0, "--limit", "2")).contains("2 delivered, 0 left");
        assertThat(sqs.size(queue)).isEqualTo(1);
        assertThat(replay(0)).contains("1 delivered, 0 left");
        assertThat(sqs.size(queue)).isZero();
        assertThat(told("security")).hasSize(3).doesNotHaveDuplicates();
    }

    /** Lets a relay run until so many events are dead letters of the channel security. */
    private void deadLetters(int count) throws Exception {
        String queueUrl = sqs.createQueueWithoutRedrive("config-relay", 30);
        slack.always("security", Answer.of(404, "no_service"));
        sqs.sendAll(queueUrl, Events.securityGroups(count));
        try (RelayProcess relay = start("run")) {
            await().atMost(120, SECONDS).until(() -> told("all-changes").size() == count && sqs.size(queueUrl) == 0);
            relay.terminate();
            relay.exitCode();
        }
        slack.mend("security");
    }

    private RelayProcess start(String command) throws IOException {
        return RelayProcess.start(folder, environment, command, "--routes", ROUTES.toString());
    }

    private String replay(int exitCode, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("replay", "--routes", ROUTES.toString()));
        arguments.addAll(List.of(options));
        try (RelayProcess replay = RelayProcess.start(folder, environment, arguments.toArray(String[]::new))) {
            int code = replay.exitCode();
            assertThat(code).as(replay.output()).isEqualTo(exitCode);
            return replay.output();
        }
    }

    private List<String> files() throws IOException {
        Path letters = folder.resolve("dead-letters");
        if (!Files.isDirectory(letters)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(letters)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> told(String webhook) {
        return slack.received().stream()
                .filter(message -> message.webhook().equals(webhook))
                .flatMap(FaultRun::events)
                .toList();
    }
}
