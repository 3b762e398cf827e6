package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.ConfigMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a message says besides its changes: notifications that change nothing a person decides on, by their number, and how
 * many of the changes a quiet time held back.
 *
 * @param kinds how many notifications of each kind, by the kind's key
 * @param held how many changes
 */
public record Housekeeping(Map<String, Integer> kinds, int held) {

    /** Nothing to tell. */
    public static final Housekeeping NONE = new Housekeeping(Map.of(), 0);

    /** What there is to tell of these changes. */
    public static Housekeeping of(List<Change> changes) {
        return of(changes, 0);
    }

    /**
     * What there is to tell of these changes.
     *
     * @param held how many of the changes beside them were held back
     */
    public static Housekeeping of(List<Change> changes, int held) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        changes.forEach(change -> kinds.merge(kind(change.event().content()), 1, Integer::sum));
        return new Housekeeping(kinds, held);
    }

    private static String kind(ConfigMessage message) {
        if (message instanceof ConfigMessage.RulesEvaluationStarted
                || message instanceof ConfigMessage.ScheduledNotification) {
            return "evaluations";
        }
        if (message instanceof ConfigMessage.SnapshotDelivery || message instanceof ConfigMessage.HistoryDelivery) {
            return "deliveries";
        }
        // By itself an item says so only of relationships, so what else there is are its clocks.
        return message.isHousekeeping() ? "relationships" : "clocks";
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

    /** What stands below other events; empty for nothing. */
    String besides(Language language) {
        String quiet = held == 0 ? "" : language.say("held", held);
        String housekeeping = kinds.isEmpty() ? "" : "+" + text(language);
        return Stream.of(quiet, housekeeping).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }
}
