package io.configrelay.slack;

import io.configrelay.describe.Language;
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
 * @param kinds how many of each kind, by the kind's key
 */
public record Housekeeping(Map<String, Integer> kinds) {

    /** Nothing to tell. */
    public static final Housekeeping NONE = new Housekeeping(Map.of());

    /** What there is to tell of these events. */
    public static Housekeeping of(List<ConfigEvent> events) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        events.forEach(event -> kinds.merge(kind(event.content()), 1, Integer::sum));
        return new Housekeeping(kinds);
    }

    private static String kind(ConfigMessage message) {
        if (message instanceof ItemChange) {
            return "relationships";
        }
        if (message instanceof ConfigMessage.RulesEvaluationStarted
                || message instanceof ConfigMessage.ScheduledNotification) {
            return "evaluations";
        }
        return "deliveries";
    }

    /** How many there are. */
    int count() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@code 12 housekeeping notifications: 8 relationship updates, 4 deliveries to S3}; empty for none. */
    String text(Language language) {
        if (kinds.isEmpty()) {
            return "";
        }
        String list = kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(kind -> language.say("housekeeping." + kind.getKey(), kind.getValue()))
                .collect(Collectors.joining(language.say("list.separator")));
        return language.say("housekeeping", count(), list);
    }

    /** The same below other events, with a plus; empty for none. */
    String besides(Language language) {
        return kinds.isEmpty() ? "" : "+" + text(language);
    }
}
