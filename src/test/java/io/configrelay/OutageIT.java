package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The longest of the faults, in a class of its own so that it runs beside the others. */
class OutageIT {

    @TempDir
    private Path folder;

    @Test
    @EnabledIfSystemProperty(named = "faults.full", matches = "true", disabledReason = FaultTable.FULL_ONLY)
    void slackIsAwayForTenMinutesWhileEventsArrive() throws Exception {
        int seconds = 600;
        try (FaultRun run = new FaultRun(folder, 2).atSlacksPace().start()) {
            run.slack().always("c0", Answer.of(503, "service_unavailable"));
            run.slack().always("c1", Answer.of(503, "service_unavailable"));
            for (int i = 0; i < seconds; i++) {
                run.publish(50);
                FaultTable.pause(Duration.ofSeconds(1));
            }
            run.restartClock();
            run.slack().mend("c0");
            run.slack().mend("c1");
            run.awaitDrained();

            FaultRun.Ledger ledger = run.ledger();
            FaultTable.row(
                    "Slack: 503 for %d s at 50 events/s, then 1 post/s; peak RSS %d MiB"
                            .formatted(seconds, run.relay().peakMemory()),
                    run,
                    ledger);
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.duplicates()).isZero();
            assertThat(run.slack().rateLimited()).isZero();
        }
    }
}
