package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage;
import io.configrelay.event.ConfigMessage.ItemChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Notifications that change nothing a person decides on, told by their number.
 *
 * @param count how many
 * @param kinds how many of each kind, as words: {@code 8 relationship updates, 4 deliveries}
 */
public record Housekeeping(int count, String kinds) {

    /** Nothing to tell. */
    public static final Housekeeping NONE = new Housekeeping(0, "");

    /** What there is to tell of these events. */
    public static Housekeeping of(List<ConfigEvent> events) {
        if (events.isEmpty()) {
            return NONE;
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        events.forEach(event -> kinds.merge(kind(event.content()), 1, Integer::sum));
        String words = kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(kind -> counted(kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
        return new Housekeeping(events.size(), words);
    }

    private static String kind(ConfigMessage message) {
        if (message instanceof ItemChange) {
            return "relationship update";
        }
        if (message instanceof ConfigMessage.RulesEvaluationStarted
                || message instanceof ConfigMessage.ScheduledNotification) {
            return "rule evaluation";
        }
        return "delivery to S3";
    }

    private static String counted(int count, String kind) {
        return count + " " + (count == 1 ? kind : kind.startsWith("delivery") ? "deliveries to S3" : kind + "s");
    }

    /** {@code 12 housekeeping notifications: 8 relationship updates, 4 deliveries to S3}; empty for none. */
    String text() {
        return count == 0 ? "" : counted(count, "housekeeping notification") + ": " + kinds;
    }

    /** The same below other events, with a plus; empty for none. */
    String besides() {
        return count == 0 ? "" : "+" + text();
    }
}
