package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Risk;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is called by a message, by its gravest change. The only mentions that a message can have: what AWS says can't make
 * one.
 *
 * @param rules who is called for a level, in the order of the team's file
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#mentioning-users">Mentioning</a>
 */
public record Mentions(Map<Risk.Level, List<String>> rules) {

    /** Nobody is called. */
    public static final Mentions NONE = new Mentions(Map.of());

    /** As mrkdwn has them, with the space behind each. A value from AWS has none: its {@code <} is escaped. */
    private static final Pattern IN_MRKDWN =
            Pattern.compile("<(?:!(?:here|channel|everyone|group|subteam\\^[^>]*)|@[UW][A-Z0-9]+)(?:\\|[^>]*)?> ?");

    /** As {@code rich_text} has them. */
    private static final Set<String> LEAVES = Set.of("broadcast", "usergroup", "user");

    private static final String WHO = "@here|@channel|@everyone|[UWS][A-Z0-9]{6,20}";

    /**
     * Reads a rule: who, by id or as {@code @here}, for changes of high risk; or levels with who, separated by commas:
     * {@code high: @here, medium: S0123ABCD U0456EFGH}; or {@code nobody}. A rule for medium holds for high, too, where that has none.
     *
     * @return nothing where the text is no such rule
     */
    public static Optional<Mentions> parse(String text) {
        Map<Risk.Level, List<String>> rules = new EnumMap<>(Risk.Level.class);
        for (String rule : text.strip().equals("nobody") ? List.<String>of() : Arrays.asList(text.split(",", -1))) {
            int colon = rule.indexOf(':');
            Optional<Risk.Level> level = colon < 0 ? Optional.of(Risk.Level.HIGH) : level(rule.substring(0, colon));
            List<String> who = Arrays.asList(rule.substring(colon + 1).strip().split("\\s+", -1));
            if (level.isEmpty()
                    || rules.containsKey(level.get())
                    || !who.stream().allMatch(id -> id.matches(WHO))) {
                return Optional.empty();
            }
            rules.put(level.get(), who);
        }
        return Optional.of(new Mentions(rules));
    }

    private static Optional<Risk.Level> level(String word) {
        return Arrays.stream(Risk.Level.values())
                .filter(level -> level.word().equals(word.strip()))
                .findFirst();
    }

    /** Who is called by a message that tells of these changes. */
    List<String> of(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> change.risk().stream())
                .map(Risk::level)
                .max(Comparator.naturalOrder())
                .map(level -> rules.getOrDefault(level, level == Risk.Level.HIGH ? medium() : List.of()))
                .orElse(List.of());
    }

    private List<String> medium() {
        return rules.getOrDefault(Risk.Level.MEDIUM, List.of());
    }

    /** {@code <!here> }, with a space behind each. */
    static String mrkdwn(List<String> who) {
        StringBuilder text = new StringBuilder();
        who.forEach(id -> text.append(
                switch (id.charAt(0)) {
                    case '@' -> "<!" + id.substring(1) + "> ";
                    case 'S' -> "<!subteam^" + id + "> ";
                    default -> "<@" + id + "> ";
                }));
        return text.toString();
    }

    /** A piece of a {@code rich_text} block. */
    static Map<String, Object> leaf(String id) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        switch (id.charAt(0)) {
            case '@' -> {
                leaf.put("type", "broadcast");
                leaf.put("range", id.substring(1));
            }
            case 'S' -> {
                leaf.put("type", "usergroup");
                leaf.put("usergroup_id", id);
            }
            default -> {
                leaf.put("type", "user");
                leaf.put("user_id", id);
            }
        }
        return leaf;
    }

    /** The same payload, all else in it as it was, calling nobody; equal to it where it calls nobody. */
    static Map<String, Object> removedFrom(Map<String, Object> payload) {
        Map<String, Object> without = new LinkedHashMap<>(payload);
        without.replaceAll((key, value) ->
                key.equals("text") && value instanceof String text ? removedFromMrkdwn(text) : removed(value));
        return without;
    }

    private static Object removed(Object value) {
        if (value instanceof List<?> list) {
            List<Object> left = new ArrayList<>();
            boolean behind = false;
            for (Object element : list) {
                boolean calls =
                        LEAVES.contains(String.valueOf(Json.object(element).get("type")));
                // The space that parts it from what follows goes with it.
                if (!calls && !(behind && " ".equals(Json.object(element).get("text")))) {
                    left.add(removed(element));
                }
                behind = calls;
            }
            return left;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>(Json.object(map));
            // Other texts are literal.
            if ("mrkdwn".equals(object.get("type"))) {
                object.computeIfPresent("text", (key, text) -> removedFromMrkdwn(String.valueOf(text)));
            }
            object.replaceAll((key, child) -> removed(child));
            return object;
        }
        return value;
    }

    private static String removedFromMrkdwn(String text) {
        return IN_MRKDWN.matcher(text).replaceAll("");
    }
}
