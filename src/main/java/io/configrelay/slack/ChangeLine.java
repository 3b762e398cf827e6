package io.configrelay.slack;

import io.configrelay.event.Json;
import io.configrelay.event.PropertyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One changed property as one line of visible text, unescaped. */
final class ChangeLine {

    private static final int PATH_LENGTH = 80;

    /** A value is written out to this many characters at most, however large it is: more is never shown. */
    private static final int VALUE_LENGTH = 1_000;

    private ChangeLine() {}

    /**
     * {@code + Routes.0: destinationCidrBlock 10.0.1.0/24, state active}, or {@code ~ State.Name: running → stopped}.
     *
     * @param max how many code points the line may have
     */
    static String of(PropertyChange change, int max) {
        String path = Mrkdwn.cutMiddle(change.path().replaceFirst("^Configuration\\.", ""), PATH_LENGTH);
        String line;
        if (change.before() == null) {
            line = "+ " + path + ": " + value(change.after());
        } else if (change.after() == null) {
            line = "- " + path + ": " + value(change.before());
        } else {
            int each = Math.max(20, (max - Mrkdwn.length(path) - 8) / 2);
            line = "~ " + path + ": " + Mrkdwn.cutMiddle(value(change.before()), each) + " → "
                    + Mrkdwn.cutMiddle(value(change.after()), each);
        }
        return Mrkdwn.cut(Mrkdwn.visible(line), max);
    }

    /** A JSON value in words; what is null or empty inside an object says nothing, so it is left out. */
    private static String value(Object value) {
        StringBuilder words = new StringBuilder();
        append(value, words);
        return words.toString();
    }

    private static void append(Object value, StringBuilder words) {
        if (words.length() > VALUE_LENGTH) {
            return;
        }
        if (value instanceof Map<?, ?>) {
            List<Map.Entry<String, Object>> said =
                    new ArrayList<>(Json.object(value).entrySet());
            said.removeIf(entry -> isEmpty(entry.getValue()));
            if (said.stream().anyMatch(entry -> entry.getKey().equals("ipv4Ranges"))) {
                // Newer security groups have the same ranges twice.
                said.removeIf(entry -> entry.getKey().equals("ipRanges"));
            }
            for (int i = 0; i < said.size(); i++) {
                words.append(i == 0 ? "" : ", ").append(said.get(i).getKey()).append(' ');
                append(said.get(i).getValue(), words);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                words.append(i == 0 ? "" : ", ");
                append(list.get(i), words);
            }
        } else {
            words.append(value);
        }
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || "".equals(value)
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }
}
