package io.configrelay.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A row of {@code changes.txt}: a change of each property and list that the describers know.
 *
 * @param type of the resource
 * @param change {@code path before after}
 * @param lines what it means, joined by a semicolon
 */
public record ChangeRow(String type, String change, String lines) {

    private static final Path ROWS = Path.of("src/test/resources/events/changes.txt");

    /** All rows, in the file's order. */
    public static List<ChangeRow> all() throws IOException {
        try (Stream<String> lines = Files.lines(ROWS)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1))
                    .map(cells -> new ChangeRow(cells[0], cells[1], cells[2]))
                    .toList();
        }
    }

    /** An update with this change alone. */
    public ConfigEvent event() {
        try {
            return ConfigEvent.of(Envelope.open("id", Json.write(message(type, change(change))))
                    .get(0)
                    .orThrow());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(change, e);
        }
    }

    @Override
    public String toString() {
        return type + ": " + lines;
    }

    /** {@code path before after}, each JSON; - for null. */
    static String[] change(String text) {
        int first = text.indexOf(' ');
        String rest = text.substring(first + 1);
        int middle = rest.startsWith("- ") ? 1 : rest.endsWith(" -") ? rest.length() - 2 : split(rest);
        return new String[] {
            text.substring(0, first),
            rest.substring(0, middle).replaceFirst("^-$", "null"),
            rest.substring(middle + 1).replaceFirst("^-$", "null")
        };
    }

    /** Where the first JSON value ends. */
    private static int split(String text) {
        for (int i = text.indexOf(' '); i > 0; i = text.indexOf(' ', i + 1)) {
            try {
                Json.read(text.substring(0, i));
                return i;
            } catch (JsonProcessingException e) {
                // Not yet.
            }
        }
        throw new IllegalArgumentException(text);
    }

    /** An update of a resource of this type with changes as {@link #change} has them. */
    static Map<String, Object> message(String type, String[]... changes) throws JsonProcessingException {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String[] change : changes) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("previousValue", Json.read(change[1]));
            property.put("updatedValue", Json.read(change[2]));
            properties.put(change[0], property);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageType", "ConfigurationItemChangeNotification");
        message.put("configurationItem", Map.of("resourceType", type, "resourceId", "id-1"));
        message.put("configurationItemDiff", Map.of("changeType", "UPDATE", "changedProperties", properties));
        return message;
    }
}
