package io.configrelay;

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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store that what waits is in, harmed while the built distribution works. {@code mvn verify} does a little harm, {@code
 * mvn -Pfaults verify} the whole of it.
 */
class StoreFaultsIT {

    private static final boolean FULL = Boolean.getBoolean("faults.full");

    @TempDir
    private Path folder;

    @Test
    void whatIsParkedSurvivesKills() throws Exception {
        int kills = FULL ? 50 : 3;
        int events = FULL ? 10_000 : 1_000;
        try (FaultRun run = new FaultRun(folder, 2).slowly()) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.publish(events);
            harm(kills, run, () -> run.relay().kill());

            FaultTable.atMost(
                    kills * run.channels() * FaultRun.SLOW_POST,
                    "kill -9, %d times, with parked events".formatted(kills),
                    run);
        }
    }

    /** What ends a relay, and more. */
    private interface Harm {
        void done() throws Exception;
    }

    /** Does this at random moments; half-way, Slack takes the messages of {@code c0} again. */
    private static void harm(int times, FaultRun run, Harm harm) throws Exception {
        Random random = new Random(20261127);
        for (int i = 0; i < times; i++) {
            run.start();
            run.awaitPosts(1);
            FaultTable.pause(Duration.ofMillis(random.nextInt(1_000)));
            if (i == times / 2) {
                run.slack().mend("c0");
            }
            harm.done();
        }
        run.start();
        run.awaitDrained();
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

            FaultTable.exactlyOnce("somebody else locks the store for a while", run);
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

            // What Slack took meanwhile could not be written down.
            FaultTable.atMost(
                    run.channels() * 2 * FaultRun.SLOW_POST, "the database of the store is away for a while", run);
        }
    }

    /**
     * The file system of the store loses what was not on its disk: Linux's own {@code EXT4_IOC_SHUTDOWN} without a flush of
     * the journal, which file systems are tested with. What was acknowledged to the queue before must be there after.
     */
    @Test
    void theMachineLosesPower() throws Exception {
        int cuts = FULL ? 20 : 2;
        try (LoopDisk disk =
                        LoopDisk.mount(folder.resolve("disk.img"), Files.createDirectory(folder.resolve("state")));
                FaultRun run = new FaultRun(folder, 2).slowly().with("JAVA_OPTS", "-Dorg.sqlite.tmpdir=" + folder)) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.publish(FULL ? 10_000 : 1_000);
            harm(cuts, run, () -> {
                disk.losePower();
                run.relay().kill();
                disk.comeBack();
            });

            FaultTable.atMost(
                    cuts * run.channels() * 2 * FaultRun.SLOW_POST,
                    "the power fails, %d times, with parked events".formatted(cuts),
                    run);
        }
    }
}
