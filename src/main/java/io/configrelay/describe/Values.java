package io.configrelay.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON values in words. */
final class Values {

    /** A value is written out to this many characters at most, however large it is: more is never shown. */
    private static final int LENGTH = 1_000;

    private Values() {}

    /** {@code ipProtocol tcp, fromPort 22}; what is null or empty inside an object says nothing, so it is left out. */
    static String words(Object value) {
        StringBuilder words = new StringBuilder();
        append(value, words);
        return words.toString();
    }

    private static void append(Object value, StringBuilder words) {
        if (words.length() > LENGTH) {
            return;
        }
        if (value instanceof Map<?, ?>) {
            List<Map.Entry<String, Object>> said =
                    new ArrayList<>(Json.object(value).entrySet());
            said.removeIf(entry -> isEmpty(entry.getValue()));
            for (int i = 0; i < said.size(); i++) {
                words.append(i == 0 ? "" : ", ").append(said.get(i).getKey()).append(' ');
                append(said.get(i).getValue(), words);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size() && words.length() <= LENGTH; i++) {
                words.append(i == 0 ? "" : ", ");
                append(list.get(i), words);
            }
        } else {
            words.append(value);
        }
    }

    static boolean isEmpty(Object value) {
        return value == null
                || "".equals(value)
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    /** The object or array that a string holds, as policies do, also URL-encoded; else the value itself. */
    static Object opened(Object value) {
        if (!(value instanceof String text) || text.isEmpty()) {
            return value;
        }
        try {
            String json = text.startsWith("%7B") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
            return json.startsWith("{") || json.startsWith("[") ? Json.read(json) : value;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return value;
        }
    }
}
