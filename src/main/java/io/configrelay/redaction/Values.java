package io.configrelay.redaction;

import io.configrelay.event.Json;
import io.configrelay.redaction.SecretShapes.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hides what is secret in the values of one resource. Not for several threads. */
final class Values {

    /** Deeper than this nothing is looked through; what stands there is hidden. */
    private static final int DEEPEST = 256;

    /** JSON in a string in a string, so often. */
    private static final int MOST_OPENED = 4;

    private final SecretPlaces places;
    private final List<Name> keys = new ArrayList<>();
    private int depth;
    private int opened;

    Values(SecretPlaces places) {
        this.places = places;
    }

    /** The value that stands at the end of a path, such as {@code Configuration.Environment.Variables}, redacted. */
    Object redacted(String path, Object value) {
        Below below = Below.NOTHING;
        Below above = below;
        boolean first = true;
        for (String key : path.split("\\.", -1)) {
            boolean part = first
                    && (key.equalsIgnoreCase("configuration") || key.equalsIgnoreCase("supplementaryConfiguration"));
            if (!part && !key.isEmpty() && !isIndex(key)) {
                above = below;
                below = step(below, Name.of(key), value);
            }
            first = false;
        }
        boolean scalar = !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
        if (scalar && !keys.isEmpty() && isValueBelow(above)) {
            below = new Below(true, Secrecy.NONE, Shape.NONE);
        }
        return redact(value, below);
    }

    private Below step(Below above, Name name, Object value) {
        keys.add(name);
        // A path leads on to an object, whatever stands at its end.
        Object next = name.shape() == Shape.VALUES && !(value instanceof Map<?, ?>) ? Map.of() : value;
        return above.key(name, places.at(keys), keys.isEmpty() ? value : next);
    }

    /** Whether the last key is a name, or has a value, below a key with such. */
    private boolean isValueBelow(Below above) {
        Name last = keys.get(keys.size() - 1);
        boolean map = above.shape() == Shape.MAP && places.at(keys) != SecretPlaces.Place.SHOWN;
        return map || (above.shape() == Shape.PAIRS && last.isValue());
    }

    private static boolean isIndex(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The value itself where nothing in it is secret, else a copy in which each secret is {@link Hidden}. */
    private Object redact(Object value, Below below) {
        if (value instanceof String text) {
            return redact(text, below);
        }
        if (value instanceof Number) {
            return below.isHidden() || below.named() == Secrecy.ALL ? Hidden.of(value) : value;
        }
        boolean map = value instanceof Map<?, ?>;
        if (!map && !(value instanceof List<?>)) {
            return value;
        }
        if (depth == DEEPEST) {
            return Hidden.ofDepths();
        }
        depth++;
        Object redacted = map ? redact(Json.object(value), below) : redact(Json.array(value), below);
        depth--;
        return redacted;
    }

    private Object redact(String text, Below below) {
        if (text.isEmpty()) {
            return text;
        }
        if (below.isHidden()) {
            return Hidden.of(text);
        }
        boolean named = below.named() != Secrecy.NONE && !SecretNames.isPlain(text);
        if (named && !(below.named() == Secrecy.TEXT && SecretNames.isChoice(text))) {
            return Hidden.of(text);
        }
        Optional<Object> json = opened < MOST_OPENED ? Encoded.json(text) : Optional.empty();
        if (json.isPresent()) {
            opened++;
            Object redacted = redact(json.get(), below);
            opened--;
            return redacted == json.get() ? text : redacted;
        }
        return SecretValues.isSecret(text) ? Hidden.of(text) : text;
    }

    private Object redact(List<Object> list, Below below) {
        List<Object> copy = null;
        boolean option = false;
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            boolean hidden = element instanceof String text
                    && ((option && isArgument(text)) || (below.shape() == Shape.MAP && isAssignment(text)));
            Object redacted = hidden ? Hidden.of(element) : redact(element, below);
            option = element instanceof String text && isSecretOption(text);
            if (redacted != element && copy == null) {
                copy = new ArrayList<>(list);
            }
            if (copy != null) {
                copy.set(i, redacted);
            }
        }
        return copy == null ? list : copy;
    }

    /** {@code --password}, whose value is the next of a command's arguments. */
    private static boolean isSecretOption(String text) {
        return text.startsWith("-")
                && text.length() < 64
                && text.indexOf('=') < 0
                && Name.of(text).secrecy().isSecret();
    }

    /** {@code NAME=value}, as an environment is written in a list of strings. */
    private static boolean isAssignment(String text) {
        return text.indexOf('=') > 0 && !text.startsWith("-");
    }

    private static boolean isArgument(String text) {
        return !text.startsWith("-") && !text.startsWith("$") && !SecretNames.isPlain(text);
    }

    private Object redact(Map<String, Object> object, Below below) {
        Name name = nameBesideValue(object);
        boolean map = below.shape() == Shape.MAP && name == null && isMap(object);
        Below here = map ? new Below(true, Secrecy.NONE, Shape.NONE) : below;
        Map<String, Object> copy = null;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Object value = entry.getValue();
            Name key = Name.of(entry.getKey());
            keys.add(key);
            Object redacted = redact(value, under(here, key, name, value));
            keys.remove(keys.size() - 1);
            if (redacted != value && copy == null) {
                copy = new LinkedHashMap<>(object);
            }
            if (copy != null) {
                copy.put(entry.getKey(), redacted);
            }
        }
        return copy == null ? object : copy;
    }

    private Below under(Below here, Name key, Name name, Object value) {
        SecretPlaces.Place place = places.at(keys);
        if (name == null || place == SecretPlaces.Place.SECRET) {
            return here.key(key, place, value);
        }
        return key.isValue() ? here.beside(name) : here.besides(key);
    }

    /** The name in an object of a name and a value; null where it is none. */
    private static Name nameBesideValue(Map<String, Object> object) {
        if (object.size() < 2 || object.size() > 12) {
            return null;
        }
        Name name = null;
        boolean value = false;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Name key = Name.of(entry.getKey());
            if (key.isName() && name == null && entry.getValue() instanceof String text) {
                name = Name.of(text);
            }
            value |= key.isValue();
        }
        return value ? name : null;
    }

    /** Whether it is a map of names and values: of nothing but strings, numbers and nulls. */
    private static boolean isMap(Map<String, Object> object) {
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
}
