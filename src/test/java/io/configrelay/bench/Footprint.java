package io.configrelay.bench;

import io.configrelay.Folders;
import io.configrelay.bench.CountingSlack.Manners;
import io.configrelay.bench.Program.Setup;
import io.configrelay.bench.Program.Wants;
import io.configrelay.sandbox.EmbeddedSqs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** How long a relay takes to start, and how much room it takes. */
final class Footprint {

    private static final int STARTS = 5;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final double MIB = 1024.0 * 1024.0;

    /** A Java with an AOT cache, if there is one. */
    private static final Path JAVA_25 =
            Path.of(System.getProperty("bench.java25", "/usr/lib/jvm/temurin-25-jdk-amd64"));

    private final Results results;

    Footprint(Results results) {
        this.results = results;
    }

    /** Starts of one channel's relay, as it is unpacked and with its classes archived. */
    void start() throws Exception {
        starts(Path.of(System.getProperty("java.home")), "this Java", "1.5", "1.0");
        if (Files.isDirectory(JAVA_25)) {
            starts(JAVA_25, "Java 25", "", "");
        } else {
            Results.say("No Java 25 at %s; -Dbench.java25 names another.".formatted(JAVA_25));
        }
    }

    private void starts(Path java, String name, String goal, String goalArchived) throws Exception {
        Path copy = Files.createTempDirectory("config-relay-bench");
        try {
            Path distribution = Folders.copy(Program.DISTRIBUTION, copy.resolve("config-relay"));
            Setup setup = new Setup(distribution, java, 1, Wants.ALL, Map.of());
            starts(setup, name + ", as unpacked", goal);
            ProcessBuilder archive =
                    new ProcessBuilder(distribution.resolve("bin/config-relay").toString(), "archive").inheritIO();
            archive.environment().put("JAVA_HOME", java.toString());
            if (archive.start().waitFor() != 0) {
                throw new IOException("There is no archive of classes.");
            }
            starts(setup, name + ", classes archived", goalArchived);
            try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
                long bytes = files.filter(file -> file.getFileName().toString().startsWith("classes."))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
                results.add("start", name + ": archive of classes", bytes / MIB, "MiB");
            }
        } finally {
            Folders.delete(copy);
        }
    }

    private void starts(Setup setup, String what, String goal) throws Exception {
        double[] seconds = new double[STARTS];
        double[] memory = new double[STARTS];
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(Manners.NONE)) {
            String queueUrl = WholeProgram.queueOf(sqs, 0);
            for (int i = 0; i < STARTS; i++) {
                try (Program program = Program.relay(sqs, queueUrl, slack, setup)) {
                    seconds[i] = program.awaitReady();
                    Waiting.pause(IDLE);
                    memory[i] = program.memory();
                }
            }
        }
        String median = ", median of " + STARTS;
        results.add("start", what + ": process to ready" + median, Results.median(seconds), "s", goal);
        results.add("memory", what + ": resident, idle" + median, Results.median(memory), "MiB", "130");
    }

    /** A relay that holds so many events because Slack is silent. */
    void inFlight(int events) throws Exception {
        Duration silence = Duration.ofMinutes(10);
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(new Manners(silence, Duration.ZERO))) {
            Map<String, String> settings = Map.of(
                    "camel.component.http.response-timeout",
                    String.valueOf(silence.toMillis()),
                    "relay.slack.timeout",
                    silence.toMinutes() + "m",
                    "relay.max-in-flight",
                    String.valueOf(2 * events));
            String queueUrl = WholeProgram.queueOf(sqs, events);
            try (Program program = Program.relay(sqs, queueUrl, slack, new Setup(1, Wants.ALL, settings))) {
                program.awaitReady();
                double held = 0;
                for (int i = 0; i < 600 && held < events; i++) {
                    Waiting.pause(Duration.ofMillis(500));
                    held = program.metric("relay_in_flight");
                }
                Waiting.pause(IDLE);
                results.add(
                        "memory", "resident, %,.0f events in flight".formatted(held), program.memory(), "MiB", "300");
            }
        }
    }

    /** What is downloaded, and what is unpacked. */
    void size() throws IOException {
        results.add("size", "archive", Files.size(Path.of("target/config-relay.tar.gz")) / MIB, "MiB");
        try (Stream<Path> files = Files.walk(Program.DISTRIBUTION)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            results.add("size", "unpacked", bytes / MIB, "MiB");
        }
    }
}
