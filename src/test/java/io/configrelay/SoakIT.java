package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.configrelay.sandbox.PostgresServer;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long time in which all goes on at once: 50 events a second, a channel file that changes, a receiver that fails by turns, a
 * database that comes and goes. {@code mvn verify} takes a minute of it, {@code mvn -Pfaults verify} thirty.
 */
class SoakIT {

    private static final boolean FULL = Boolean.getBoolean("faults.full");

    private static final int SECONDS = FULL ? 30 * 60 : 60;

    /** A sixth of it, in which the JVM warms up and everything has happened once. */
    private static final int WARM = SECONDS / 6;

    private static final int EVENTS_A_SECOND = 50;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** What the process has at a moment; memory in MiB. */
    private record Sample(long resident, long threads, long files, long meters) {}

    @Test
    void nothingGrows() throws Exception {
        assumeThat(PostgresServer.isInstalled())
                .as("PostgreSQL, apt-get install postgresql")
                .isTrue();
        int port = FreePort.find();
        try (PostgresServer database = PostgresServer.start();
                FaultRun run = new FaultRun(folder, 3)
                        .with("RELAY_MANAGEMENT_PORT", String.valueOf(port))
                        .with("RELAY_STORE", database.url())
                        .with("RELAY_STORE_USER", PostgresServer.USER)
                        .with("RELAY_STORE_PASSWORD", PostgresServer.PASSWORD)
                        .start()) {
            run.awaitStart();
            List<Sample> samples = new ArrayList<>();
            int moves = 0;
            for (int second = 0; second < SECONDS; second++) {
                long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                run.publish(EVENTS_A_SECOND);
                receiver(run, second);
                reload(second);
                moves += database(database, second);
                if (second >= WARM) {
                    samples.add(sample(run.relay(), port));
                }
                FaultTable.pause(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            run.slack().mend("c1");
            if (moves % 2 != 0) {
                database.comeBack();
            }
            run.awaitDrained();

            assertThat(run.ledger().lost()).isEmpty();
            flat(samples);
        }
    }

    /** Slack fails for one of three channels half of the time, in four ways. */
    private static void receiver(FaultRun run, int second) {
        List<Answer> ways = List.of(
                Answer.of(503, "service_unavailable"), Answer.retryAfter(1), Answer.hangUp(), Answer.of(200, "<html>"));
        switch (second % 4) {
            case 0 -> run.slack().always("c1", ways.get((second / 4) % ways.size()));
            case 2 -> run.slack().mend("c1");
            default -> {
                return;
            }
        }
    }

    /** Another rule for another channel. */
    private void reload(int second) throws IOException {
        if (second % 5 == 0) {
            Path file = folder.resolve("routes/channels/c2.camel.yaml");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst("value: \"\\d+\"", "value: \"%d\"".formatted(300 + second % 50)));
        }
    }

    /** Away for three seconds of twenty; how often it went or came. */
    private static int database(PostgresServer database, int second) throws IOException {
        if (second % 20 == 5) {
            database.goAway();
            return 1;
        }
        if (second % 20 == 8) {
            database.comeBack();
            return 1;
        }
        return 0;
    }

    private Sample sample(RelayProcess relay, int port) throws Exception {
        Path process = Path.of("/proc", String.valueOf(relay.pid()));
        List<String> status = Files.readAllLines(process.resolve("status"));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Sample(number(status, "VmRSS:") / 1024, number(status, "Threads:"), files.count(), meters(port));
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private long meters(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d/observe/metrics".formatted(port));
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("relay_"))
                .count();
    }

    /** The median of the last third against that of the first: it may differ by what waits at the moment. */
    private static void flat(List<Sample> samples) throws IOException {
        int third = samples.size() / 3;
        List<Sample> first = samples.subList(0, third);
        List<Sample> last = samples.subList(samples.size() - third, samples.size());
        Files.writeString(
                Path.of("target/soak.txt"),
                "soak of %d s at %d events/s: resident %d then %d MiB, threads %d then %d, files %d then %d, meters %d then %d"
                        .formatted(
                                SECONDS,
                                EVENTS_A_SECOND,
                                median(first, Sample::resident),
                                median(last, Sample::resident),
                                median(first, Sample::threads),
                                median(last, Sample::threads),
                                median(first, Sample::files),
                                median(last, Sample::files),
                                median(first, Sample::meters),
                                median(last, Sample::meters)));
        // In a minute, the JVM has not yet taken all the heap that it may, nor have pools all their threads.
        assertThat(median(last, Sample::resident))
                .as("MiB resident")
                .isLessThan(median(first, Sample::resident) * (FULL ? 110 : 150) / 100);
        assertThat(median(last, Sample::threads))
                .as("threads")
                .isLessThan(median(first, Sample::threads) + (FULL ? 15 : 40));
        assertThat(median(last, Sample::files)).as("file descriptors").isLessThan(median(first, Sample::files) + 15);
        assertThat(median(last, Sample::meters)).as("meters").isLessThan(median(first, Sample::meters) + 5);
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream()
                .mapToLong(of)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
