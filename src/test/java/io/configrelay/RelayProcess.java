package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built distribution as a process of its own, whose output goes where {@link SecretsIT} reads it. */
final class RelayProcess implements AutoCloseable {

    private static final Path DISTRIBUTION = Path.of("target/config-relay").toAbsolutePath();

    private final Process process;
    private final Path output;

    private RelayProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts {@code bin/config-relay}.
     *
     * @param directory the working directory
     * @param environment what is set besides PATH and JAVA_HOME
     */
    static RelayProcess start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(DISTRIBUTION.resolve("bin/config-relay").toString());
        command.addAll(List.of(arguments));
        return start(directory, environment, command);
    }

    /** Starts a command that becomes {@code bin/config-relay}; otherwise the same. */
    static RelayProcess start(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path logs = Files.createDirectories(Path.of("target/test-logs"));
        Path output = Files.createTempFile(logs, "process-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME"));
        // Most of these processes live for seconds, which the second compiler would spend on itself.
        builder.environment()
                .put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xshare:auto " + environment.getOrDefault("JAVA_OPTS", ""));
        environment.forEach(builder.environment()::putIfAbsent);
        return new RelayProcess(builder.start(), output);
    }

    /** Everything that it has printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** The most memory that it has had resident so far, in MiB; Linux only. */
    long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** SIGKILL: it ends where it stands. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, as service managers send it: to the relay itself, where it runs inside another process. */
    void terminate() {
        process.descendants()
                .reduce((outer, inner) -> inner)
                .orElse(process.toHandle())
                .destroy();
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(180, SECONDS))
                .as("it ends within three minutes")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
