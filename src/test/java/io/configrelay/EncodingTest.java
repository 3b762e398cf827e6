package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Files as Windows writes them. */
class EncodingTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void explainReadsWhatHasAByteOrderMark(String charset) throws Exception {
        Path file = event("\ufeff" + Events.securityGroup("sg-1"), Charset.forName(charset));

        assertThat(explain(file)).as(err.toString()).isZero();
    }

    @Test
    void explainNamesWhatItCanNotDecode() throws Exception {
        Path file = event(Events.securityGroup("sg-1"), StandardCharsets.UTF_16LE);

        assertThat(explain(file)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "config-relay: %s: is not UTF-8: it looks like UTF-16LE without a byte order mark. Save it as UTF-8, in PowerShell: Get-Content -Encoding Unicode FILE | Set-Content -Encoding utf8 NEWFILE.\n"
                                .formatted(file));
    }

    @Test
    void explainSaysThatAFolderIsNoFile() throws Exception {
        assertThat(explain(folder)).isEqualTo(2);
        assertThat(err.toString()).contains(folder + ": this file can't be read.");
    }

    @Test
    void aChannelsFileThatCheckReadsIsOneThatTheRelayRuns() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))) {
            Path routes = TestRoutes.ofOneChannel(folder, relay.slack().webhook("all"));
            Path channel = routes.resolve("channels/all.camel.yaml");
            Files.write(channel, ("\ufeff" + Files.readString(channel)).getBytes(StandardCharsets.UTF_8));
            relay.routes(routes).start();

            relay.publish(Events.securityGroup("sg-1"));
            relay.awaitDone();

            assertThat(relay.slack().received("#all")).hasSize(1);
        }
    }

    private Path event(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("event.json"), text.getBytes(charset));
    }

    private int explain(Path file) throws IOException {
        Path routes = TestRoutes.ofOneChannel(Files.createDirectories(folder.resolve("r")), "http://127.0.0.1:1/x");
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command.execute("explain", file.toString(), "--routes", routes.toString());
    }
}
