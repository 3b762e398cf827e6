package io.configrelay.bench;

import io.configrelay.Folders;
import io.configrelay.FreePort;
import io.configrelay.TestRoutes;
import io.configrelay.sandbox.EmbeddedSqs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program as a process of its own: config-relay from its distribution, or one to compare it with. */
final class Program implements AutoCloseable {

    /** The distribution that {@code mvn -DskipTests package} makes. */
    static final Path DISTRIBUTION = Path.of("target/config-relay").toAbsolutePath();

    /** What a channel wants. */
    enum Wants {
        /** Every channel wants every event. */
        ALL,
        /** Only the first channel wants any. */
        ONE;

        /** The resource type that a channel wants. */
        String type(int channel) {
            return this == ALL || channel == 0 ? Notifications.TYPE : "AWS::Other::Type" + channel;
        }
    }

    /**
     * How a relay is run.
     *
     * @param distribution the folder of an installed one
     * @param java the home of the Java that runs it
     * @param settings of {@code application.properties}
     */
    record Setup(Path distribution, Path java, int channels, Wants wants, Map<String, String> settings) {

        /** The distribution that was built, with the Java that runs this. */
        Setup(int channels, Wants wants, Map<String, String> settings) {
            this(DISTRIBUTION, Path.of(System.getProperty("java.home")), channels, wants, settings);
        }
    }

    /** As what asks for health and metrics does; Java would offer HTTP/2, which the relay then loads. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The last line of a histogram of live objects: how many, and how many bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final long startedAt;
    private final Process process;
    private final Path folder;
    private final int managementPort;

    private Program(ProcessBuilder builder, Path folder, int managementPort) throws IOException {
        this.folder = folder;
        this.managementPort = managementPort;
        this.startedAt = System.nanoTime();
        this.process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** config-relay between this queue and this Slack. */
    static Program relay(EmbeddedSqs sqs, String queueUrl, CountingSlack slack, Setup setup) throws IOException {
        Path folder = Files.createTempDirectory("config-relay-bench");
        int port = FreePort.find();
        Map<String, String> settings = new TreeMap<>(sqs.relaySettings());
        settings.put("relay.sqs.queue", queueUrl);
        settings.put("relay.management.port", String.valueOf(port));
        settings.putAll(setup.settings());
        Files.writeString(
                folder.resolve("application.properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
        Path routes = TestRoutes.ofOneChannel(folder, slack.webhook(0));
        Files.delete(routes.resolve("channels/all.camel.yaml"));
        for (int i = 0; i < setup.channels(); i++) {
            String match = "$[?(@.resourceType == '" + setup.wants().type(i) + "')]";
            TestRoutes.write(routes.resolve("channels"), "c" + i, match, slack.webhook(i));
        }
        ProcessBuilder builder = new ProcessBuilder(
                setup.distribution().resolve("bin/config-relay").toString());
        builder.environment().put("JAVA_HOME", setup.java().toString());
        return new Program(builder, folder, port);
    }

    /** Camel's own components, put together the obvious way, between the same. */
    static Program obvious(EmbeddedSqs sqs, String queueUrl, CountingSlack slack, int channels, Wants wants)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(sqs.endpoint().toString(), queueUrl));
        for (int i = 0; i < channels; i++) {
            arguments.addAll(List.of(wants.type(i), slack.webhook(i)));
        }
        return ofHere(ObviousPipeline.class, arguments);
    }

    /** AWS's own client, which does nothing with the events that it takes from this queue. */
    static Program queueAlone(EmbeddedSqs sqs, String queueUrl, int warmUp, int events) throws IOException {
        return ofHere(
                QueueAlone.class,
                List.of(sqs.endpoint().toString(), queueUrl, String.valueOf(warmUp), String.valueOf(events)));
    }

    private static Program ofHere(Class<?> main, List<String> arguments) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(":", -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        Path folder = Files.createTempDirectory("config-relay-bench");
        return new Program(new ProcessBuilder(command), folder, 0);
    }

    /** Waits until it says that it is ready; seconds since its process was started. */
    double awaitReady() throws IOException, InterruptedException {
        while (process.isAlive()) {
            try {
                if (observe("health/ready").statusCode() == 200) {
                    return (System.nanoTime() - startedAt) / 1e9;
                }
            } catch (IOException e) {
                // Nobody listens yet.
                Waiting.pause(Duration.ofMillis(10));
            }
        }
        throw new IOException("It ended: " + log());
    }

    /** The sum of a metric's values over all labels. */
    double metric(String name) throws IOException, InterruptedException {
        return observe("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpResponse<String> observe(String what) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/observe/%s".formatted(managementPort, what));
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** MiB of memory that it has resident now; Linux only. */
    double memory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** MiB of heap that are in use after a collection, as the JVM's own {@code jcmd} counts them. */
    double liveHeap() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        Process histogram = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.class_histogram").start();
        Matcher total = TOTAL.matcher(new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        if (!total.find()) {
            throw new IOException("jcmd can't count the heap of this process.");
        }
        return Long.parseLong(total.group(1)) / (1024.0 * 1024.0);
    }

    /** Seconds of processor time that it has had. */
    double cpuSeconds() {
        return process.toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    /** Waits until it has come to its own end; what it has printed. */
    String awaitEnd() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException("It failed: " + log());
        }
        return log();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it has printed. */
    String log() throws IOException {
        String log = Files.readString(folder.resolve("log"));
        return log.substring(Math.max(0, log.length() - 2_000));
    }

    /** Ends it as a service manager does, and removes what it wrote. */
    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .orTimeout(40, java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(late -> {
                    process.destroyForcibly();
                    return process;
                })
                .join();
        Folders.delete(folder);
    }
}
