package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why somebody should look at a change, judged from what it did, not from what was there before.
 *
 * @param level how soon
 * @param reason in words: {@code tcp 22 is open to the world}
 */
public record Risk(Level level, String reason) {

    /** How soon somebody should look. */
    public enum Level {
        MEDIUM,
        HIGH;

        /** As filters see it: {@code high}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The gravest risk of an event, if there is one. */
    public static Optional<Risk> of(ConfigEvent event) {
        String type = event.resourceType() == null ? "" : event.resourceType();
        if ("DELETE".equals(event.changeType())) {
            return RiskRule.DELETIONS.contains(type)
                    ? Optional.of(new Risk(Level.HIGH, "it was deleted"))
                    : Optional.empty();
        }
        List<Edit> edits = "CREATE".equals(event.changeType()) ? created(event) : Edit.of(event.changes());
        return RiskRule.ALL.stream()
                .filter(rule -> rule.type().matcher(type).matches())
                .flatMap(rule -> edits.stream()
                        .flatMap(edit -> rule.reason(edit).stream().map(reason -> new Risk(rule.level(), reason))))
                .max(Comparator.comparing(Risk::level));
    }

    /** A new resource has no diff: all of it is new. */
    private static List<Edit> created(ConfigEvent event) {
        Map<String, Object> item = Json.object(event.message().get("configurationItem"));
        List<Edit> edits = new ArrayList<>();
        for (String part : List.of("configuration", "supplementaryConfiguration")) {
            Json.object(item.get(part)).forEach((key, value) -> {
                String path = capital(part) + "." + capital(key);
                List<Object> elements = Json.array(value);
                if (elements.isEmpty()) {
                    edits.add(new Edit(path, null, value));
                } else {
                    elements.forEach(element -> edits.add(new Edit(path, null, element)));
                }
            });
        }
        return edits;
    }

    private static String capital(String key) {
        return key.isEmpty() ? key : key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
    }
}
