package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.sandbox.SlackStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs after all other tests and reads what they have logged. */
class SecretsIT {

    private static final List<Path> LOGS = List.of(
            Path.of("target/test-logs"), Path.of("target/surefire-reports"), Path.of("target/failsafe-reports"));

    @Test
    void noLogLineOfTheWholeTestRunHoldsAWebhooksPath() {
        List<String> lines =
                LOGS.stream().flatMap(SecretsIT::logs).flatMap(SecretsIT::lines).toList();

        // What was looked through is what the tests have written: posts, retries, dead letters, failed starts.
        assertThat(lines).anyMatch(line -> line.contains("security: delivered notification="));
        assertThat(lines).anyMatch(line -> line.contains("Trying again."));
        assertThat(lines).anyMatch(line -> line.contains("became a dead letter: no_service"));
        assertThat(lines).anyMatch(line -> line.contains("is not set. Set it where config-relay is started."));
        assertThat(lines).noneMatch(line -> line.contains(SlackStandIn.SECRET_MARK) || line.contains("/services/T0"));
    }

    private static Stream<Path> logs(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".log") || file.toString().endsWith("-output.txt"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
