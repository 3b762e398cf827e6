package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in the documents is run as it stands there, or is said to need something that isn't here. */
class DocsIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    private Path directory;

    static List<Path> documents() throws IOException {
        return DocsTest.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandDoesWhatTheDocumentSays(Path document) throws Exception {
        DocumentScript script = DocumentScript.of(document);
        int sqs = FreePort.find();
        int slack = FreePort.find();
        int relay = FreePort.find();
        String text = script.script()
                .replace("127.0.0.1:9324", "127.0.0.1:" + sqs)
                .replace("127.0.0.1:9400", "127.0.0.1:" + slack)
                .replace("127.0.0.1:8080", "127.0.0.1:" + relay);
        Path root = project();
        Path output = Files.createDirectory(directory.resolve("output"));
        Path file = Files.writeString(directory.resolve("commands.sh"), text);
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .directory(isOfDistribution(document) ? unpacked(root).toFile() : root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.resolve("log").toFile());
        bash.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME", "HOME"));
        bash.environment()
                .putAll(Map.of(
                        "ROOT",
                        root.toString(),
                        "OUT",
                        output.toString(),
                        "MAVEN_OPTS",
                        "-Dsandbox.sqs-port=%d -Dsandbox.slack-port=%d -Dsandbox.relay-port=%d"
                                .formatted(sqs, slack, relay),
                        "SLACK_WEBHOOK_NETWORK",
                        "https://hooks.slack.com/services/...",
                        "SLACK_WEBHOOK_SECURITY",
                        "https://hooks.slack.com/services/...",
                        "SLACK_WEBHOOK_ALL_CHANGES",
                        "https://hooks.slack.com/services/..."));

        int exitCode = bash.start().waitFor();

        assertThat(exitCode)
                .as("%s: %s", document, Files.readString(output.resolve("log")))
                .isZero();
        for (String elsewhere : script.elsewhere()) {
            assertIsRun(elsewhere.split(": ", 2));
        }
        script.unrun().forEach(System.out::println);
    }

    /** What is told of the unpacked distribution begins there. */
    private static boolean isOfDistribution(Path document) {
        return document.startsWith("docs") && !document.endsWith("install.md");
    }

    private static void assertIsRun(String[] byCommand) throws IOException {
        Path by = byCommand[0].startsWith(".")
                ? Path.of(byCommand[0])
                : Path.of("src/test/java/io/configrelay", byCommand[0] + ".java");
        String command = byCommand[1].replaceFirst("^mvn ", "");
        assertThat(Files.readString(by)).as("what runs '%s'", byCommand[1]).contains(command);
    }

    /** The project's folder, in which something new stays in the test's. */
    private Path project() throws IOException {
        Path root = Files.createDirectory(directory.resolve("project"));
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> all = Files.list(PROJECT)) {
            all.forEach(entries::add);
        }
        for (Path entry : entries) {
            Files.createSymbolicLink(root.resolve(entry.getFileName().toString()), entry);
        }
        return root;
    }

    private static Path unpacked(Path root) throws Exception {
        Command.run("tar", "xzf", PROJECT.resolve("target/config-relay.tar.gz").toString(), "-C", root.toString());
        return root.resolve("config-relay");
    }

    @Test
    void theQuickstartDeliversAMessageAndEndsWithTheMetrics() throws Exception {
        ProcessBuilder quickstart = new ProcessBuilder("docs/quickstart.sh").redirectErrorStream(true);
        quickstart.environment().put("SQS_PORT", String.valueOf(FreePort.find()));
        quickstart.environment().put("SLACK_PORT", String.valueOf(FreePort.find()));
        quickstart.environment().put("MANAGEMENT_PORT", String.valueOf(FreePort.find()));
        Process process = quickstart.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("Inbound tcp 8443 from 0.0.0.0/0 opened")
                .contains("relay_events_delivered_total{channel=\"network\"} 1.0")
                .endsWith("Delivered, measured, stopped.\n");
    }

    @Test
    void theReadmeLeadsToEveryDocument() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(documents())
                .filteredOn(document -> document.startsWith("docs"))
                .hasSizeGreaterThan(8)
                .allSatisfy(document -> assertThat(readme).contains("(" + document));
    }
}
