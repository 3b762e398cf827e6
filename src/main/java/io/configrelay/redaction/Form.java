package io.configrelay.redaction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms in which names stand beside values. */
final class Form {

    /** So many keys has an object of a name and a value whose name is not known by its key alone. */
    private static final int MOST_OF_PAIR = 4;

    private static final int MOST_BESIDE_NAME = 16;

    private static final int LONGEST_NAME = 64;

    private Form() {}

    /**
     * A name beside a value.
     *
     * @param key under which the name stands
     */
    record Pair(String key, Name name) {}

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
    static Pair nameBesideValue(Map<String, Object> object) {
        if (object.size() < 2) {
            return null;
        }
        String stem = null;
        for (String key : object.keySet()) {
            Name value = Name.of(key);
            if (value.isValue()) {
                String here = stem(value.lower(), "value");
                stem = stem == null || here.isEmpty() ? here : stem;
            }
        }
        if (stem == null) {
            return null;
        }
        Pair found = null;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Name key = Name.of(entry.getKey());
            if (entry.getValue() instanceof String text && isName(text) && isNameOf(key, stem, object.size())) {
                Name name = named(text);
                boolean stronger = found == null
                        || (name.secrecy().isSecret() && !found.name().secrecy().isSecret());
                found = stronger ? new Pair(entry.getKey(), name) : found;
            }
        }
        return found;
    }

    /** {@code settingName} beside {@code settingValue}, or {@code settingKey} beside {@code value}. */
    private static boolean isNameOf(Name key, String stem, int size) {
        if (key.isName()) {
            return true;
        }
        String lower = key.lower();
        if (!lower.endsWith("name") && !lower.endsWith("key")) {
            return false;
        }
        String own = stem(lower, lower.endsWith("name") ? "name" : "key");
        return own.equals(stem)
                || (stem.isEmpty() && size <= MOST_OF_PAIR && !key.secrecy().isSecret());
    }

    private static String stem(String lower, String end) {
        return lower.endsWith(end) ? lower.substring(0, lower.length() - end.length()) : "";
    }

    /** The name of a secret that stands under a key for names, without a key for values beside it; else null. */
    static Pair nameOfSecret(Map<String, Object> object) {
        if (object.size() < 2 || object.size() > MOST_BESIDE_NAME) {
            return null;
        }
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            if (entry.getValue() instanceof String text && text.length() <= LONGEST_NAME && isIdentifier(text)) {
                Name key = Name.of(entry.getKey());
                boolean names = key.isName()
                        || key.lower().endsWith("name")
                        || key.lower().endsWith("key");
                if (names
                        && SecretValues.holdsName(text)
                        && named(text).secrecy().reachesDown()) {
                    return new Pair(entry.getKey(), named(text));
                }
            }
        }
        return null;
    }

    /** Whether a text beside the name of a secret may be the secret. */
    static boolean isBesideName(Name key, Object value) {
        return value instanceof String text
                && !text.isEmpty()
                && "{[".indexOf(text.charAt(0)) < 0
                && key.secrecy() != Secrecy.ABOUT
                && !key.lower().endsWith("key")
                && !SecretShapes.isBeside(key.lower())
                && !SecretNames.isPlain(text)
                && !SecretNames.isChoice(text);
    }

    private static boolean isIdentifier(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && c != '%') {
                return false;
            }
        }
        return true;
    }

    /** What is JSON, or opens as such, is no name. */
    private static boolean isName(String text) {
        return text.isEmpty()
                || (text.length() <= 256 && ("{[\"% \t\n\r".indexOf(text.charAt(0)) < 0 || isVariable(text)));
    }

    /** {@code %NAME%}. */
    private static boolean isVariable(String text) {
        return text.length() > 2
                && text.startsWith("%")
                && text.endsWith("%")
                && text.indexOf('%', 1) == text.length() - 1;
    }

    private static Name named(String text) {
        return Name.of(isVariable(text) ? text.substring(1, text.length() - 1) : text);
    }

    /** Whether it is a map of names and values rather than an object with properties of its own. */
    static boolean isMap(Map<String, Object> object) {
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            if (SecretShapes.isStructure(Name.of(entry.getKey()).lower(), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing but strings, numbers, booleans and nulls stands in it. */
    static boolean isFlat(Map<?, ?> object) {
        return object.values().stream().noneMatch(Form::isStructured);
    }

    static boolean isStructured(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    /** {@code NAME=value}, as an environment is written in a list of strings. */
    static boolean isAssignment(String text) {
        return text.indexOf('=') > 0 && !text.startsWith("-");
    }
}
