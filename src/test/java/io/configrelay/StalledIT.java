package io.configrelay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One channel that can't be told, and what the others have of it. {@code mvn verify} does a little harm, {@code mvn -Pfaults
 * verify} the whole of it.
 */
class StalledIT {

    private static final boolean FULL = Boolean.getBoolean("faults.full");

    /** The log's line of the one event of high risk. */
    private static final Pattern TOLD = Pattern.compile("security: delivered .*resourceId=sg-99999999");

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
    void aBurstForTheShippedChannelsHoldsUpNoHighRisk() throws Exception {
        double most = FULL ? 5 : 60;
        List<String> runs = new ArrayList<>();
        double seconds = Double.MAX_VALUE;
        // Something else may take this machine's time.
        for (int attempt = 0; attempt < 3 && seconds > most; attempt++) {
            seconds = highRiskBehindBursts(Files.createDirectory(folder.resolve("run-" + attempt)));
            runs.add("%.1f".formatted(seconds));
        }

        FaultTable.add("| four bursts of 500 to the shipped channels, then one high risk | 1 × 1 | 0 | 0 | 0 | %s |"
                .formatted(String.join("; ", runs)));
        assertThat(seconds).isLessThanOrEqualTo(most);
    }

    /** Seconds until an event of high risk is told that comes behind four bursts. */
    private static double highRiskBehindBursts(Path own) throws Exception {
        try (FaultRun run = new FaultRun(own, 0).shipped().start()) {
            run.awaitStart();
            Random random = new Random(20261127);
            for (int burst = 0; burst < 4; burst++) {
                run.send(Events.burst(random));
            }
            await().atMost(120, SECONDS).until(() -> run.parked() > 0);

            run.restartClock();
            run.send(List.of(Events.opened("123456789012", "sg-99999999", 22)));
            // Many of the same kind are one line of a message, which need not name each: the log does.
            await().pollInterval(100, MILLISECONDS)
                    .atMost(120, SECONDS)
                    .until(() -> TOLD.matcher(run.relay().output()).find());

            double seconds = run.seconds();
            assertThat(run.parked())
                    .as("all-changes has enough to tell for minutes")
                    .isPositive();
            return seconds;
        }
    }

    @Test
    void withoutAStoreAChannelThatFailsHoldsUpNoOther() throws Exception {
        try (FaultRun run = new FaultRun(folder, 2).with("RELAY_STORE", "none").start()) {
            run.awaitStart();
            run.slack().always("c1", Answer.of(503, "service_unavailable"));
            run.publish(FULL ? 2_000 : 500);
            await().atMost(2, MINUTES)
                    .until(() -> run.relay().output().contains("c1: it has as much in hand as it may"));
            run.restartClock();
            run.publish(FULL ? 2_000 : 500);
            // Where thousands are given back, ElasticMQ may hide what is visible behind what isn't, for minutes: its
            // heap
            // isn't put in order when a message is hidden for longer.
            await().atMost(15, MINUTES).until(() -> run.ledger().missing(1) == 0);
            double seconds = run.seconds();
            assertThat(run.inQueue()).as("the other's are with the queue").isPositive();
            assertThat(run.relay().output()).doesNotContainPattern("c0: returned .*ChannelFullException");
            run.slack().mend("c1");
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.add(("| no store, one channel of two answers 503 | %,d × 2 | %d | %d | %d | %.0f;"
                            + " the other has the second half after %.1f |")
                    .formatted(
                            run.published(),
                            ledger.lost().size(),
                            ledger.duplicates(),
                            ledger.deadLetters(),
                            run.seconds(),
                            seconds));
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.deadLetters()).isZero();
            assertThat(ledger.duplicates()).isZero();
        }
    }
}
