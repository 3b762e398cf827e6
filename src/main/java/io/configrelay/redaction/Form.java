package io.configrelay.redaction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms in which names stand beside values. */
final class Form {

    private Form() {}

    /** A copy in which keys that are secrets themselves are hidden. */
    static Map<String, Object> withoutSecretKeys(Map<String, Object> object) {
        Map<String, Object> shown = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            String name = Name.of(key).isSecret() ? Hidden.TEXT : key;
            while (shown.containsKey(name)) {
                name += Hidden.TEXT;
            }
            shown.put(name, value);
        });
        return shown;
    }

    /** The name in an object of a name and a value; null where it is none. */
    static Name nameBesideValue(Map<String, Object> object) {
        if (object.size() < 2 || object.size() > 12) {
            return null;
        }
        Name name = null;
        boolean value = false;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Name key = Name.of(entry.getKey());
            if (key.isName() && name == null && entry.getValue() instanceof String text && isName(text)) {
                name = Name.of(text);
            }
            value |= key.isValue();
        }
        return value ? name : null;
    }

    /** What is JSON, or opens as such, is no name. */
    private static boolean isName(String text) {
        return text.isEmpty() || (text.length() <= 256 && "{[\"% \t\n\r".indexOf(text.charAt(0)) < 0);
    }

    /** Whether it is a map of names and values: of nothing but strings, numbers and nulls. */
    static boolean isMap(Map<String, Object> object) {
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Object value = entry.getValue();
            if (value instanceof Map<?, ?>
                    || value instanceof List<?>
                    || SecretShapes.isStructure(Name.of(entry.getKey()).lower())) {
                return false;
            }
        }
        return true;
    }
    /** {@code --password}, whose value is the next of a command's arguments. */
    static boolean isSecretOption(String text) {
        return text.startsWith("-")
                && text.length() < 64
                && text.indexOf('=') < 0
                && Name.of(text).secrecy().isSecret();
    }

    /** {@code NAME=value}, as an environment is written in a list of strings. */
    static boolean isAssignment(String text) {
        return text.indexOf('=') > 0 && !text.startsWith("-");
    }

    /** What can be the value of an option. */
    static boolean isArgument(String text) {
        return !text.startsWith("-") && !text.startsWith("$") && !SecretNames.isPlain(text);
    }
}
