package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.sandbox.SlackRules;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.SlackMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
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
            List<ConfigEvent> events = Envelope.open("delivery-1", text(sample)).stream()
                    .map(opened -> opened.orThrow())
                    .map(ConfigEvent::of)
                    .toList();
            assertThat(events).as(sample.file()).isNotEmpty().allSatisfy(event -> {
                assertThat(event.messageType()).isEqualTo(sample.messageType());
                assertThat(event.changeType()).isEqualTo(sample.changeType());
                if (sample.resourceType() != null) {
                    assertThat(event.resourceType()).isEqualTo(sample.resourceType());
                }
            });
            SlackMessage message = new BlocksFormat().render(events);
            assertThat(SlackRules.refusal(new ObjectMapper().readTree(message.body())))
                    .as(sample.file())
                    .isEmpty();
        }
    }

    /** The sample's text; two are recordings of a client, with what SQS said under {@code data}. */
    private static String text(Sample sample) throws IOException {
        String text = Files.readString(FIXTURES.resolve(sample.file()));
        Object recorded = Json.object(Json.read(text)).get("data");
        return recorded == null ? text : Json.write(recorded);
    }
}
