package io.configrelay.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import io.configrelay.redaction.Hidden;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** JSON values in words. */
final class Values {

    /** A value is written out to this many characters at most: more is never shown. */
    private static final int LENGTH = 1_000;

    /** An object is told by so many of its values. */
    private static final int MOST = 5;

    /** How often a document may stand in a string in a string. */
    private static final int DEPTH = 4;

    private static final String MORE = "…";

    private Values() {}

    /**
     * A value in short: {@code port 22, source any, …}. Of an object the single values and the lists of single values,
     * of a list its elements. What is null, empty or secret is left out; what is deeper is the {@code …}.
     *
     * @return empty where nothing is left
     */
    static String words(Object value) {
        StringBuilder words = new StringBuilder();
        append(value, words);
        return words.toString();
    }

    private static void append(Object value, StringBuilder words) {
        if (isEmpty(value) || value instanceof Hidden || words.length() > LENGTH) {
            return;
        }
        if (value instanceof Map<?, ?>) {
            appendObject(Json.object(value), words);
        } else if (value instanceof List<?> list) {
            appendList(list, words);
        } else if (!isBroken(value)) {
            words.append(Json.plain(value));
        }
    }

    /** A document that can't be read says nothing in a line. */
    private static boolean isBroken(Object value) {
        return value instanceof String text
                && text.length() > 1
                && (text.startsWith("{\"") || text.startsWith("[{"))
                && opened(text) == text;
    }

    private static void appendObject(Map<String, Object> object, StringBuilder words) {
        Optional<String> choice = choice(object);
        if (choice.isPresent()) {
            words.append(choice.get());
            return;
        }
        int told = 0;
        boolean more = false;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Object value = entry.getValue();
            if (isEmpty(value) || value instanceof Hidden) {
                continue;
            }
            if (told == MOST || isDeep(value)) {
                more = true;
                continue;
            }
            String inside = words(value);
            if (inside.isEmpty()) {
                more = true;
                continue;
            }
            words.append(told == 0 ? "" : ", ")
                    .append(Names.words(entry.getKey()))
                    .append(' ')
                    .append(inside);
            told++;
        }
        if (more && told > 0) {
            words.append(", ").append(MORE);
        } else if (more) {
            appendInside(object, words);
        }
    }

    /** Of an object that has nothing but objects, what is in them. */
    private static void appendInside(Map<String, Object> object, StringBuilder words) {
        int start = words.length();
        object.forEach((key, value) -> {
            String inside = value instanceof Map<?, ?> ? words(value) : "";
            if (!inside.isEmpty()) {
                words.append(words.length() == start ? "" : ", ")
                        .append(Names.words(key))
                        .append(' ')
                        .append(inside);
            }
        });
    }

    private static void appendList(List<?> list, StringBuilder words) {
        int start = words.length();
        for (Object element : list) {
            int length = words.length();
            words.append(length == start ? "" : ", ");
            int before = words.length();
            append(element, words);
            if (words.length() == before) {
                words.setLength(length);
            }
        }
    }

    private static boolean isDeep(Object value) {
        return value instanceof Map<?, ?> map
                ? choice(map).isEmpty()
                : value instanceof List<?> list && list.stream().anyMatch(Values::isDeep);
    }

    /**
     * What AWS writes as an object with one key and nothing in it, such as the action of a firewall's rule:
     * {@code Block} for <code>{"block": {}}</code>.
     */
    static Optional<String> choice(Map<?, ?> object) {
        if (object.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<?, ?> only = object.entrySet().iterator().next();
        return only.getValue() instanceof Map<?, ?> inside && inside.isEmpty()
                ? Optional.of(capital(String.valueOf(only.getKey())))
                : Optional.empty();
    }

    /** The same word with a capital first letter. */
    static String capital(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /**
     * Whether a value says nothing: null, an empty text, object or list, or a list or object of nothing but such; an object
     * in an object is a choice, however empty.
     */
    static boolean isEmpty(Object value) {
        if (value == null || value instanceof String) {
            return value == null || ((String) value).isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            for (Object inside : map.values()) {
                if (inside instanceof Map<?, ?> || !isEmpty(inside)) {
                    return false;
                }
            }
            return true;
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!isEmpty(element)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    /**
     * The object or array that a string holds, as policies do, also URL-encoded, also as a string in a string; else the
     * value itself.
     */
    static Object opened(Object value) {
        Object opened = value;
        for (int i = 0; i < DEPTH && opened instanceof String text && isDocument(text); i++) {
            Object inside = read(text);
            if (inside == null) {
                return opened;
            }
            opened = inside;
        }
        return opened;
    }

    /** The same for all that stands in the value, at any depth. */
    static Object openedDeep(Object value) {
        Object opened = opened(value);
        if (opened instanceof Map<?, ?>) {
            Map<String, Object> copy = new LinkedHashMap<>();
            Json.object(opened).forEach((key, inside) -> copy.put(key, openedDeep(inside)));
            return copy;
        }
        if (opened instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(inside -> copy.add(openedDeep(inside)));
            return copy;
        }
        return opened;
    }

    private static boolean isDocument(String text) {
        if (text.length() < 2) {
            return false;
        }
        char first = text.charAt(0);
        return first == '{' || first == '[' || first == '"' || first == '%' || first == ' ' || first == '\n';
    }

    private static Object read(String text) {
        try {
            String json = text.strip();
            json = json.startsWith("%7B") || json.startsWith("%22") || json.startsWith("%5B")
                    ? URLDecoder.decode(json, StandardCharsets.UTF_8)
                    : json;
            return json.startsWith("{") || json.startsWith("[") || json.startsWith("\"") ? Json.read(json) : null;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return unescaped(text.strip());
        }
    }

    /** API Gateway writes a policy as a string in a string without the outer quotes: <code>{\"Statement\":[…]}</code>. */
    private static Object unescaped(String text) {
        if (!text.startsWith("{\\\"")) {
            return null;
        }
        try {
            return Json.read('"' + text + '"');
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
