package io.configrelay.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SNS really signed is accepted as long as its certificate was valid, and not a bit more. */
class SnsRealMessagesTest {

    private static final List<Path> FAKETIME = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

    @BeforeEach
    void samples() {
        assumeThat(SnsRealMessages.SAMPLES)
                .as("the signed samples, which are no part of the project")
                .exists();
    }

    @ParameterizedTest
    @CsvSource({
        "javav2-,PT1H,STALE",
        "javav2-,PT200000H,BAD_SIGNATURE",
        "ruby-notification,PT1H,STALE",
        "ruby-notification,PT200000H,BAD_SIGNATURE",
        // Lambda writes SigningCertUrl, which SNS itself never posts.
        "ruby-lambda,PT200000H,NOT_SNS_MESSAGE"
    })
    void todayTheyAreTooOldAndTheirCertificatesExpired(String prefix, Duration maxAge, SnsReply reply)
            throws Exception {
        try (SnsRealMessages real = new SnsRealMessages(prefix, maxAge)) {
            assertThat(real.messages())
                    .isNotEmpty()
                    .allSatisfy(message -> assertThatThrownBy(
                                    () -> real.verifier().verify(message))
                            .isInstanceOfSatisfying(
                                    SnsRefusedException.class,
                                    refused -> assertThat(refused.reply()).isEqualTo(reply)));
        }
    }

    @ParameterizedTest
    @CsvSource({"javav2-,2026-03-06 20:10:00,5", "ruby-notification,2022-07-28 21:30:00,2"})
    @SuppressWarnings("SystemOut") // The table is this test's report.
    void whenTheyWereSentTheyAreAcceptedAndNoneWithAnyBitChanged(String prefix, String sent, int count)
            throws Exception {
        Path library = FAKETIME.stream().filter(Files::exists).findFirst().orElse(null);
        assumeThat(library).as("libfaketime, of Debian's package faketime").isNotNull();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SnsRealMessages.class.getName(),
                        prefix)
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("LD_PRELOAD", library.toString(), "FAKETIME", "@" + sent, "TZ", "UTC"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(output);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.contains("accepted; bits changed")))
                .hasSize(count)
                .allMatch(line -> line.matches(".*: [1-9]\\d+ refused, \\d+ that say the same, 0 accepted"));
    }
}
