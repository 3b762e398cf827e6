package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.sandbox.SlackStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs after all other tests and reads what they have logged. */
class SecretsIT {

    private static final List<Path> LOGS = List.of(
            Path.of("target/test-logs"), Path.of("target/surefire-reports"), Path.of("target/failsafe-reports"));

    /** What was looked through is what the tests have written: posts, retries, dead letters, failed starts. */
    private static final List<String> WRITTEN = List.of(
            "security: delivered notification=",
            "Trying again.",
            "became a dead letter: no_service",
            "is not set. Set it where config-relay is started.");

    @Test
    void noLogLineOfTheWholeTestRunHoldsAWebhooksPath() throws IOException {
        Set<String> found = new HashSet<>();
        for (Path log : LOGS.stream().flatMap(SecretsIT::logs).toList()) {
            // A gigabyte, after all the harm.
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    WRITTEN.stream().filter(line::contains).forEach(found::add);
                    assertThat(line).as("%s", log).doesNotContain(SlackStandIn.SECRET_MARK, "/services/T0");
                }
            }
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(WRITTEN);
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
}
