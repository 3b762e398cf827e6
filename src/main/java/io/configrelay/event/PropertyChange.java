package io.configrelay.event;

import java.util.List;
import java.util.Map;

/**
 * One entry of {@code configurationItemDiff.changedProperties}.
 *
 * @param path the entry's key, such as {@code Configuration.Routes.0}; its number is a place in the diff, not reliably
 *     one in the resource
 * @param changeType {@code CREATE}, {@code UPDATE} or {@code DELETE} as AWS says, or null
 * @param before any JSON value, null where there was none
 * @param after any JSON value, null where there is none any more
 */
public record PropertyChange(String path, String changeType, Object before, Object after) {

    static List<PropertyChange> listOf(Map<String, Object> changedProperties) {
        return changedProperties.entrySet().stream()
                .map(entry -> {
                    Map<String, Object> change = Json.object(entry.getValue());
                    boolean whole = entry.getKey().equals("Configuration");
                    return new PropertyChange(
                            entry.getKey(),
                            Json.text(change, "changeType"),
                            opened(change.get("previousValue"), whole),
                            opened(change.get("updatedValue"), whole));
                })
                .toList();
    }

    /** A whole configuration is an object, which some tools write as JSON in a string. */
    private static Object opened(Object value, boolean whole) {
        if (!whole || !(value instanceof String)) {
            return value;
        }
        Map<String, Object> object = Json.openedObject(value);
        return object.isEmpty() ? value : object;
    }

    /** Whether there are changes and all are of relationships: another resource changed. */
    static boolean areRelationships(List<PropertyChange> changes) {
        return !changes.isEmpty()
                && changes.stream()
                        .map(PropertyChange::path)
                        .allMatch(path -> path.equals("Relationships") || path.startsWith("Relationships."));
    }
}
