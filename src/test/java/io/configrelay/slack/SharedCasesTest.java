package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import io.configrelay.event.Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What messages say of real cases that were told badly once; they lie beside the project on some machines. */
class SharedCasesTest {

    private static final Path SHARED = Path.of("../shared");
    private static final Path CASES = Path.of("src/test/resources/events/shared-cases.txt");

    /** A row of the table. */
    private record Case(String file, List<String> says, List<String> doesNotSay) {

        private static Case of(String line) {
            String[] cells = line.split("\\s*\\|\\s*", -1);
            return new Case(cells[0], texts(cells[1]), texts(cells[2]));
        }

        private static List<String> texts(String cell) {
            return Arrays.stream(cell.split("; "))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static List<Case> cases() throws IOException {
        try (Stream<String> lines = Files.lines(CASES)) {
            return lines.filter(line -> !line.startsWith("#")).map(Case::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMessageSaysWhatIsRight(Case one) throws IOException {
        assumeThat(SHARED.resolve(one.file()))
                .as("the case, which this machine does not have")
                .exists();

        String text = text(Files.readString(SHARED.resolve(one.file())));

        assertThat(text).containsSubsequence(one.says());
        one.doesNotSay().forEach(wrong -> assertThat(text).doesNotContain(wrong));
    }

    /** The plain text of the first message in it: the headline, then the lines below. */
    private static String text(String body) throws JsonProcessingException {
        Notification notification = (Notification) Envelope.open("id", body).get(0);
        SlackMessage message = new TextFormat().render(List.of(Change.of(ConfigEvent.of(notification))));
        String text = (String) Json.object(Json.read(message.body())).get("text");
        return text.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    }
}
