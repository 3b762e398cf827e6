package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that people want to read, under their real keys. */
class OrdinaryValuesTest {

    private static final Path VALUES = Path.of("src/test/resources/redaction/ordinary.tsv");

    @Test
    @SuppressWarnings("SystemOut") // The count is this test's report.
    void noOrdinaryValueIsHidden() throws IOException {
        List<String> lines = Corpus.lines(VALUES);
        List<String> hidden = new ArrayList<>();
        for (String line : lines) {
            String[] row = line.split("\t", 3);
            Object value = value(row[2]);
            Object whole = Redaction.redacted(row[0], "configuration", below(row[1], value));
            if (Redaction.redacted(row[0], row[1], value) != value
                    || Json.write(whole).contains(Hidden.TEXT)) {
                hidden.add(line);
            }
        }
        System.out.printf("%d ordinary values, %d hidden%n", lines.size(), hidden.size());
        assertThat(hidden).isEmpty();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(300);
    }

    /** A tag is an object in the file; all else is a text, also where it is JSON. */
    private static Object value(String text) throws JsonProcessingException {
        return text.startsWith("{\"key\"") ? Json.read(text) : text.replace("\\n", "\n");
    }

    /** The objects and lists that a path leads through, with the value at its end. */
    static Object below(String path, Object value) {
        String[] keys = path.split("\\.", -1);
        Object whole = value;
        for (int i = keys.length - 1; i > 0; i--) {
            whole = keys[i].chars().allMatch(Character::isDigit) ? List.of(whole) : Map.of(keys[i], whole);
        }
        return whole;
    }
}
