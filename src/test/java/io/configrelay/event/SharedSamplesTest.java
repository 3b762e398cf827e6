package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.describe.Change;
import io.configrelay.sandbox.SlackRules;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.MessageFormat;
import io.configrelay.slack.SlackMessage;
import io.configrelay.slack.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Real notifications from public sources, which lie beside the project on some machines and are not part of it. */
class SharedSamplesTest {

    private static final Path FIXTURES = Path.of("../shared/fixtures");

    /** A line of INDEX.tsv as far as it is asserted. */
    private record Sample(String file, String messageType, String resourceType, String changeType) {

        static Sample of(String line) {
            String[] fields = line.split("\t", -1);
            return new Sample(fields[0], fields[1], known(fields[3]), known(fields[4]));
        }

        private static String known(String field) {
            return List.of("", "-", "null-diff").contains(field) ? null : field;
        }
    }

    private static final String ACCOUNT = "\"(?:awsAccountId|accountId|account)\"\\s*:\\s*\"([^\"]+)\"";
    private static final String REGION = "\"awsRegion\"\\s*:\\s*\"([^\"]+)\"";

    @Test
    @SuppressWarnings("SystemOut") // The count is this test's report.
    void everyRealSampleIsReadAndRenderedWithinSlacksLimits() throws IOException {
        assumeThat(FIXTURES)
                .as("the folder of real samples, which this machine does not have")
                .isDirectory();
        List<Sample> samples = Files.readAllLines(FIXTURES.resolve("INDEX.tsv")).stream()
                .skip(1)
                .map(Sample::of)
                .filter(sample -> Files.exists(FIXTURES.resolve(sample.file())))
                .toList();
        assertThat(samples).hasSizeGreaterThan(50);

        for (Sample sample : samples) {
            String text = text(sample);
            List<ConfigEvent> events = Envelope.open("delivery-1", text).stream()
                    .map(opened -> opened.orThrow())
                    .map(ConfigEvent::of)
                    .toList();
            assertThat(events).as(sample.file()).isNotEmpty().allSatisfy(event -> {
                assertThat(event.messageType()).isEqualTo(sample.messageType());
                assertThat(event.content()).isNotInstanceOf(ConfigMessage.Unknown.class);
                if (!sample.messageType().startsWith("Oversized")) {
                    // The index has the diff's; an oversized item's stands in its summary.
                    assertThat(event.changeType()).isEqualTo(sample.changeType());
                }
                if (sample.resourceType() != null) {
                    assertThat(event.resourceType()).isEqualTo(sample.resourceType());
                }
            });
            assertThat(events.get(0).accountId())
                    .as("account of " + sample.file())
                    .isEqualTo(found(text, ACCOUNT, "AWSLogs/(\\d+)/", ":sns:[a-z0-9-]+:(\\d+):"));
            assertThat(events.get(0).region())
                    .as("region of " + sample.file())
                    .isEqualTo(found(text, REGION, "/Config/([a-z0-9-]+)/\\d{4}/", ":sns:([a-z0-9-]+):"));
            for (MessageFormat format : List.of(new BlocksFormat(), new TextFormat())) {
                SlackMessage message =
                        format.render(events.stream().map(Change::of).toList());
                assertThat(SlackRules.refusal(new ObjectMapper().readTree(message.body())))
                        .as(sample.file())
                        .isEmpty();
                // A Python or JSON dump is what this program exists to replace.
                assertThat(Json.object(Json.read(message.plainBody())).get("text"))
                        .asString()
                        .as(sample.file())
                        .doesNotContain("{\"", "\":", "[{", "{'", "={");
            }
        }
        System.out.printf("%d real samples read and rendered%n", samples.size());
    }

    /** What a person searching the text for one of these would find; null for nothing. */
    private static String found(String text, String... patterns) {
        String plain = text.replace("\\", "");
        for (String pattern : patterns) {
            Matcher matcher = Pattern.compile(pattern).matcher(plain);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** The sample's text; two are recordings of a client, with what SQS said under {@code data}. */
    private static String text(Sample sample) throws IOException {
        String text = Files.readString(FIXTURES.resolve(sample.file()));
        Object recorded = Json.object(Json.read(text)).get("data");
        return recorded == null ? text : Json.write(recorded);
    }
}
