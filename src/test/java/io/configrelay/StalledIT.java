package io.configrelay;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.PostgresServer;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One channel that can't be told, and the store that what waits for it is in, harmed while the built distribution works.
 * {@code mvn verify} does a little harm, {@code mvn -Pfaults verify} the whole of it.
 */
class StalledIT {

    private static final boolean FULL = Boolean.getBoolean("faults.full");

    @TempDir
    private Path folder;

    /**
     * How Slack fails one channel.
     *
     * @param words for the table
     */
    private record Way(String words, Answer answer) {}

    @Test
    void aChannelThatAnswers503HoldsUpNoOther() throws Exception {
        holdsUpNoOther(new Way("answers 503", Answer.of(503, "service_unavailable")));
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FaultTable.FULL_ONLY)
    void aChannelThatAsksForTenMinutesHoldsUpNoOther() throws Exception {
        holdsUpNoOther(new Way("answers 429, Retry-After 600", Answer.retryAfter(600)));
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FaultTable.FULL_ONLY)
    void aChannelThatAnswersNothingHoldsUpNoOther() throws Exception {
        holdsUpNoOther(new Way("answers nothing", Answer.of(503, "").after(Duration.ofHours(1))));
    }

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FaultTable.FULL_ONLY)
    void aChannelThatAnswersAByteASecondHoldsUpNoOther() throws Exception {
        holdsUpNoOther(new Way("answers a byte a second", Answer.drip(Duration.ofHours(1))));
    }

    private void holdsUpNoOther(Way way) throws Exception {
        int events = FULL ? 20_000 : 1_500;
        double most = FULL ? 1.1 : 3;
        List<String> runs = new ArrayList<>();
        double ratio = Double.MAX_VALUE;
        // Something else may take this machine's time during one of two runs.
        for (int attempt = 0; attempt < 3 && ratio > most; attempt++) {
            double well = nine(events, null, attempt);
            double broken = nine(events, way, attempt);
            ratio = broken / well;
            runs.add("%.1f / %.1f".formatted(broken, well));
        }

        FaultTable.add("| one channel of ten %s, the other nine | %,d × 9 | 0 | 0 | 0 | %s s with / without it |"
                .formatted(way.words(), events, String.join("; ", runs)));
        assertThat(ratio).isLessThanOrEqualTo(most);
    }

    /** Seconds until nine channels have everything; then the tenth is mended, and has it, too. */
    private double nine(int events, Way way, int attempt) throws Exception {
        Path own = Files.createDirectory(folder.resolve((way == null ? "well-" : "broken-") + attempt));
        try (FaultRun run = new FaultRun(own, 10).start()) {
            run.awaitStart();
            if (way != null) {
                run.slack().always("c9", way.answer());
            }
            run.publish(events);
            run.restartClock();
            await().atMost(20, MINUTES).until(() -> run.ledger().missing(9) == 0);
            double seconds = run.seconds();
            assertThat(run.ledger().deadLetters()).as("none is given up").isZero();
            if (way != null) {
                assertThat(run.parked()).isPositive();
                run.slack().mend("c9");
                run.relay().terminate();
                assertThat(run.relay().exitCode()).isZero();
                run.start();
            }
            run.awaitDrained();
            assertThat(run.ledger().lost()).isEmpty();
            assertThat(run.ledger().duplicates()).isZero();
            return seconds;
        }
    }

    @Test
    void whatIsParkedSurvivesKills() throws Exception {
        int kills = FULL ? 50 : 3;
        int events = FULL ? 10_000 : 1_000;
        try (FaultRun run = new FaultRun(folder, 2).slowly()) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.publish(events);
            Random random = new Random(20261127);
            for (int i = 0; i < kills; i++) {
                run.start();
                run.awaitPosts(1);
                FaultTable.pause(Duration.ofMillis(random.nextInt(1_000)));
                if (i == kills / 2) {
                    run.slack().mend("c0");
                }
                run.relay().kill();
            }
            run.start();
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("kill -9, %d times, with parked events".formatted(kills), run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.deadLetters()).isZero();
            assertThat(ledger.duplicates()).isLessThanOrEqualTo(kills * run.channels() * FaultRun.SLOW_POST);
        }
    }

    @Test
    void aStoreThatIsFullHoldsBackTheSource() throws Exception {
        try (FaultRun run =
                new FaultRun(folder, 2).with("RELAY_STORE_MAX_SIZE", "300KB").start()) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.publish(FULL ? 5_000 : 2_500);
            await("nothing more is taken").atMost(120, SECONDS).until(() -> {
                int before = run.inQueue();
                FaultTable.pause(Duration.ofSeconds(5));
                return run.parked() > 0 && before > 0 && before == run.inQueue();
            });
            run.slack().mend("c0");
            run.awaitDrained();

            FaultTable.exactlyOnce("the store is full (relay.store.max-size) for a while", run);
        }
    }

    @Test
    void theDiskOfTheStoreIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("state"));
        assumeThat(Command.exitCode("mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", disk.toString()))
                .as("mounting a tmpfs, which only root may do")
                .isZero();
        try (FaultRun run = new FaultRun(folder, 2)
                .with("JAVA_OPTS", "-Dorg.sqlite.tmpdir=" + folder)
                .start()) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.publish(3_000);
            await().atMost(120, SECONDS)
                    .until(() -> run.relay().output().contains("The store (relay.store) can't be used"));
            assertThat(Command.exitCode("mount", "-o", "remount,size=64m", disk.toString()))
                    .isZero();
            run.slack().mend("c0");
            run.awaitDrained();
            assertThat(run.relay().output()).contains("The store can be used again");

            FaultTable.exactlyOnce("the disk of the store is full for a while", run);
        } finally {
            assertThat(Command.exitCode("umount", disk.toString())).isZero();
        }
    }

    @Test
    void theStoreIsLockedBySomebodyElse() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).start()) {
            run.awaitStart();
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + run.store() + "/relay.db");
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                run.publish(500);
                await().atMost(120, SECONDS)
                        .until(() -> run.relay().output().contains("The store (relay.store) can't be used"));
                statement.execute("ROLLBACK");
            }
            run.slack().mend("c0");
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("somebody else locks the store for a while", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.deadLetters()).isZero();
            assertThat(ledger.duplicates()).isZero();
        }
    }

    @Test
    void theDatabaseIsAwayForAWhile() throws Exception {
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
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.awaitStart();
            run.publish(1_000);
            await().atMost(120, SECONDS).until(() -> run.parked() > 0);
            database.goAway();
            await().atMost(120, SECONDS)
                    .until(() -> run.relay().output().contains("The store (relay.store) can't be used"));
            database.comeBack();
            run.slack().mend("c0");
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row("the database of the store is away for a while", run, ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.deadLetters()).isZero();
            // What Slack took meanwhile could not be written down.
            assertThat(ledger.duplicates()).isLessThanOrEqualTo(run.channels() * 2 * FaultRun.SLOW_POST);
        }
    }
}
