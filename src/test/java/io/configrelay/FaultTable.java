package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The rows that the fault tests measure, a file each, until {@link FaultTableIT} prints them. */
final class FaultTable {

    static final Path ROWS = Path.of("target/fault-rows");

    static final String FULL_ONLY = "takes minutes; runs with mvn -Pfaults verify";

    private FaultTable() {}

    static void row(String name, FaultRun run, FaultRun.Ledger ledger) throws IOException {
        add("| %s | %,d × %d | %d | %d | %d | %.0f |"
                .formatted(
                        name,
                        run.published(),
                        run.channels(),
                        ledger.lost().size(),
                        ledger.duplicates(),
                        ledger.deadLetters(),
                        run.seconds()));
    }

    /** The row of a fault that loses nothing, tells nothing twice, and makes no dead letter. */
    static void exactlyOnce(String name, FaultRun run) throws IOException {
        atMost(0, name, run);
    }

    /** The row of a fault that loses nothing, makes no dead letter, and tells no more than so many twice. */
    static void atMost(int duplicates, String name, FaultRun run) throws IOException {
        FaultRun.Ledger ledger = run.ledger();
        row(name, run, ledger);
        assertThat(ledger.lost()).as(name).isEmpty();
        assertThat(ledger.duplicates()).as(name).isLessThanOrEqualTo(duplicates);
        assertThat(ledger.deadLetters()).as(name).isZero();
    }

    static void add(String row) throws IOException {
        Files.createDirectories(ROWS);
        Files.writeString(Files.createTempFile(ROWS, "%019d-".formatted(System.currentTimeMillis()), ".md"), row);
    }

    /** Lets a fault last: its length is part of the scenario, not a wait for something. */
    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        await().pollInterval(10, TimeUnit.MILLISECONDS)
                .atMost(duration.plusSeconds(60))
                .until(() -> System.nanoTime() >= end);
    }
}
