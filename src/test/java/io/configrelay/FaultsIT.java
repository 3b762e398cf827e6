package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.PostgresServer;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Harm done to the built distribution while it works, and then the ledger: every event has to be at every channel, or in
 * its dead letters. {@code mvn verify} does a little harm, {@code mvn -Pfaults verify} the whole of it. The figures are
 * printed by {@link FaultTableIT}.
 */
class FaultsIT {

    private static final boolean FULL = Boolean.getBoolean("faults.full");
    private static final String FULL_ONLY = FaultTable.FULL_ONLY;

    @TempDir
    private Path folder;

    @Test
    void killedAtRandomMomentsOfABurst() throws Exception {
        int kills = FULL ? 50 : 3;
        try (FaultRun run = new FaultRun(folder, 2).slowly()) {
            run.publish(FULL ? 5_000 : 300);
            Random random = new Random(20261123);
            for (int i = 0; i < kills; i++) {
                run.start();
                run.awaitPosts(1);
                FaultTable.pause(Duration.ofMillis(random.nextInt(1_000)));
                run.relay().kill();
            }
            run.start();
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("kill -9, %d times in a burst".formatted(kills), run, ledger);
            assertThat(ledger.lost()).isEmpty();
            // Twice comes at most what was in the post under way in each channel.
            assertThat(ledger.duplicates()).isLessThanOrEqualTo(kills * run.channels() * FaultRun.SLOW_POST);
        }
    }

    @Test
    void stoppedBySigtermInABurst() throws Exception {
        int stops = FULL ? 20 : 2;
        // Less in flight than there is to do, so that each stop leaves work for the next start.
        try (FaultRun run = new FaultRun(folder, 2).slowly().with("RELAY_MAX_IN_FLIGHT", "60")) {
            run.publish(FULL ? 6_000 : 800);
            Random random = new Random(20261123);
            for (int i = 0; i < stops; i++) {
                run.start();
                run.awaitPosts(1);
                FaultTable.pause(Duration.ofMillis(random.nextInt(1_000)));
                run.relay().terminate();
                assertThat(run.relay().exitCode()).isZero();
                assertThat(run.inQueue()).isPositive();
            }
            run.start();
            run.awaitDrained();

            FaultTable.exactlyOnce("SIGTERM, %d times in a burst".formatted(stops), run);
        }
    }

    @Test
    void stoppedBySigtermWhileSlackIsAway() throws Exception {
        try (FaultRun run =
                new FaultRun(folder, 2).with("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "3").start()) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.publish(100);
            run.awaitPosts(6);
            run.awaitTold("c1");
            run.relay().terminate();
            assertThat(run.relay().exitCode()).isZero();
            assertThat(run.inQueue() + run.parked()).isEqualTo(100);
            run.slack().mend("c0");
            run.start();
            run.awaitDrained();

            // The other channel had them all at the stop.
            FaultTable.exactlyOnce("SIGTERM while Slack answers 503 to one of two", run);
        }
    }

    @Test
    void sqsAwayInABurst() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).slowly().start()) {
            run.publish(FULL ? 1_000 : 200);
            run.awaitPosts(2);
            run.sqsProxy().goAway();
            FaultTable.pause(Duration.ofSeconds(FULL ? 20 : 3));
            run.sqsProxy().comeBack();
            run.awaitDrained();

            FaultTable.exactlyOnce("SQS away for %d s in a burst".formatted(FULL ? 20 : 3), run);
        }
    }

    @Test
    void deletesFail() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            run.sqsProxy().failDeletes(10);
            run.publish(100);
            await().atMost(120, SECONDS).until(() -> run.sqsProxy().deletesToFail() == 0);
            run.awaitDrained();

            FaultTable.exactlyOnce("SQS: DeleteMessageBatch fails 10 times", run);
        }
    }

    @Test
    void retryAfterLongerThanTheVisibilityTimeout() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            int wait = FULL ? 30 : 8;
            run.slack().next("c0", Answer.retryAfter(wait), Answer.retryAfter(1));
            run.publish(100);
            run.awaitDrained();

            FaultTable.exactlyOnce("429, Retry-After %d s, visibility timeout 5 s".formatted(wait), run);
        }
    }

    @Test
    void aDeadLetterThatCanNotBeWritten() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            await().atMost(120, SECONDS).until(() -> run.relay().output().contains("Started: "));
            Path file = Files.createFile(folder.resolve("dead-letters"));
            run.slack().always("c0", Answer.of(404, "no_service"));
            run.publish(50);
            run.awaitPosts(2);
            FaultTable.pause(Duration.ofSeconds(3));
            assertThat(run.inQueue()).isEqualTo(50);
            Files.delete(file);
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("dead letters can't be written for a while", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.duplicates()).isZero();
            assertThat(ledger.deadLetters()).isEqualTo(50);
        }
    }

    @Test
    void theDiskOfTheDeadLettersIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("dead-letters"));
        assumeThat(Command.exitCode("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
                .as("mounting a tmpfs, which only root may do")
                .isZero();
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            run.slack().always("c0", Answer.of(404, "no_service"));
            run.publish(100);
            await().atMost(120, SECONDS).until(() -> run.relay().output().contains("A dead letter can't be written"));
            assertThat(run.inQueue()).isPositive();
            assertThat(Command.exitCode("mount", "-o", "remount,size=8m", disk.toString()))
                    .isZero();
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("the disk of the dead letters is full for a while", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.duplicates()).isZero();
            assertThat(ledger.deadLetters()).isEqualTo(100);
        } finally {
            assertThat(Command.exitCode("umount", disk.toString())).isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void serverErrors() throws Exception {
        for (String answer : List.of("500 rollup_error", "502 Bad Gateway", "503 Service Unavailable")) {
            int status = Integer.parseInt(answer.substring(0, 3));
            outage("HTTP %s for 60 s".formatted(answer), Answer.of(status, answer.substring(4)), 60);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void rateLimits() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            for (int seconds : new int[] {1, 2, 5, 10, 30}) {
                run.slack().next("c0", Answer.retryAfter(seconds));
                run.slack().next("c1", Answer.retryAfter(seconds));
            }
            run.publish(500);
            run.awaitDrained();

            FaultTable.exactlyOnce("429, Retry-After 1, 2, 5, 10 and 30 s", run);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void slackRefusesConnections() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).slowly().start()) {
            run.publish(500);
            run.awaitPosts(2);
            run.slack().goAway();
            FaultTable.pause(Duration.ofSeconds(30));
            run.slack().comeBack();
            run.awaitDrained();

            FaultTable.exactlyOnce("Slack: connection refused for 30 s", run);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void slackHangsUpBeforeItTakesTheMessage() throws Exception {
        outage("Slack: connection closed without an answer for 10 s", Answer.hangUp(), 10);
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void slackHangsUpAfterItTookTheMessage() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).slowly().start()) {
            run.slack().next("c0", Answer.takeAndHangUp(), Answer.takeAndHangUp());
            run.publish(200);
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("Slack: takes 2 posts, connection reset before the answer", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            // Slack has no key by which it would know the same message again: these two posts are the duplicates.
            assertThat(ledger.duplicates()).isBetween(2, 2 * FaultRun.SLOW_POST);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void slackDoesNotAnswerInTime() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2)
                .with("CAMEL_COMPONENT_HTTP_RESPONSE_TIMEOUT", "2000")
                .start()) {
            Answer late = Answer.of(503, "").after(Duration.ofSeconds(5));
            run.slack().next("c0", late, late, late);
            run.publish(500);
            run.awaitDrained();

            FaultTable.exactlyOnce("Slack: no answer in time, 3 times", run);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void slackIsSlow() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            run.slack().slow("c0", Duration.ofSeconds(10));
            run.publish(500);
            run.awaitDrained();

            FaultTable.exactlyOnce("Slack: every answer takes 10 s", run);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void aProxyAnswersInSlacksPlace() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            run.slack().next("c0", Answer.of(200, "<html>Welcome</html>"), Answer.of(200, "<html>Welcome</html>"));
            run.publish(200);
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("Slack: 200 with a page instead of ok, twice", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.duplicates()).isZero();
            assertThat(ledger.deadLetters()).isPositive();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void slackSaysOkFalse() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            run.slack().always("c0", Answer.of(200, "{\"ok\":false,\"error\":\"channel_not_found\"}"));
            run.publish(200);
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("Slack: ok:false, channel_not_found, always", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.duplicates()).isZero();
            assertThat(ledger.deadLetters()).isEqualTo(200);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FULL_ONLY)
    void twoReplicasAndOneIsKilled() throws Exception {
        assumeThat(PostgresServer.isInstalled())
                .as("PostgreSQL, apt-get install postgresql")
                .isTrue();
        try (PostgresServer database = PostgresServer.start();
                FaultRun run = new FaultRun(folder, 2)
                        .slowly()
                        .with("RELAY_STORE", database.url())
                        .with("RELAY_STORE_USER", PostgresServer.USER)
                        .with("RELAY_STORE_PASSWORD", PostgresServer.PASSWORD)
                        .start()) {
            run.publish(10_000);
            try (RelayProcess second = run.another()) {
                run.awaitPosts(100);
                run.relay().kill();
                run.awaitDrained();
                assertThat(second.isAlive()).isTrue();
            }

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("two replicas, one killed with -9, shared database", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.duplicates()).isLessThanOrEqualTo(2 * FaultRun.SLOW_POST);
        }
    }

    private void outage(String name, Answer answer, int seconds) throws Exception {
        Path own = Files.createDirectories(folder.resolve(String.valueOf(name.hashCode())));
        try (FaultRun run = new FaultRun(own, 2).start()) {
            run.slack().always("c0", answer);
            run.slack().always("c1", answer);
            run.publish(500);
            FaultTable.pause(Duration.ofSeconds(seconds));
            run.slack().mend("c0");
            run.slack().mend("c1");
            run.awaitDrained();

            FaultTable.exactlyOnce(name, run);
        }
    }
}
