package io.configrelay.redaction;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.configrelay.event.Json;
import io.configrelay.redaction.SecretShapes.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hides what is secret in the values of one resource. Not for several threads. */
final class Values {

    /** Deeper than this nothing is looked through; what stands there is hidden. */
    private static final int DEEPEST = 256;

    /** JSON in a string in a string, so often. */
    private static final int MOST_OPENED = 4;

    private static final Set<String> PARTS = Set.of("configuration", "supplementaryconfiguration");

    /** Each path is asked for again and again. */
    private static final LoadingCache<String, List<Name>> PATHS =
            Caffeine.newBuilder().maximumSize(10_000).build(Values::keys);

    private final SecretPlaces places;
    private final List<Name> keys = new ArrayList<>();
    private int depth;
    private int opened;

    Values(SecretPlaces places) {
        this.places = places;
    }

    /** The value that stands at the end of a path, such as {@code Configuration.Environment.Variables}, redacted. */
    Object redacted(String at, Object value) {
        Below below = Below.NOTHING;
        Below above = below;
        List<Name> path = PATHS.get(at);
        for (int i = 0; i < path.size(); i++) {
            Name name = path.get(i);
            keys.add(name);
            above = below;
            // A path leads through objects to its value.
            below = above.key(name, places.at(keys), i == path.size() - 1 ? value : Map.of());
        }
        boolean scalar = !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
        if (scalar && !keys.isEmpty() && isValueBelow(above)) {
            below = new Below(true, Secrecy.NONE, Shape.NONE);
        }
        return redact(value, below.isHidden() && isNameInList(at) ? Below.NOTHING : below);
    }

    /** Whether it is the name, or the type, in an element of a list: {@code Environment.0.Name}. */
    private boolean isNameInList(String at) {
        int last = at.lastIndexOf('.');
        int before = last < 0 ? -1 : at.lastIndexOf('.', last - 1);
        return before >= 0
                && before + 1 < last
                && isIndex(at.substring(before + 1, last))
                && places.at(keys) == SecretPlaces.Place.UNKNOWN
                && SecretShapes.isBeside(keys.get(keys.size() - 1).lower());
    }

    /** The keys of a path, without the part of the item and places in lists. */
    private static List<Name> keys(String path) {
        List<String> keys = new ArrayList<>(List.of(path.split("\\.", -1)));
        if (PARTS.contains(keys.get(0).toLowerCase(Locale.ROOT))) {
            keys.remove(0);
        }
        keys.removeIf(Values::isIndex);
        return keys.stream().map(Name::of).toList();
    }

    /** Whether the last key is a name, or has a value, below a key with such. */
    private boolean isValueBelow(Below above) {
        Name last = keys.get(keys.size() - 1);
        boolean shown = places.at(keys) == SecretPlaces.Place.SHOWN;
        boolean value = above.shape() != Shape.NONE && last.isValue();
        return !shown && (above.shape() == Shape.MAP || value);
    }

    /** Digits, or nothing. */
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
        boolean choice = below.named() == Secrecy.TEXT && (SecretNames.isChoice(text) || SecretNames.isKeyId(text));
        boolean secret = named && !choice;
        Optional<Object> json = secret && !below.named().reachesDown() ? Optional.empty() : Encoded.json(text);
        if (json.isPresent()) {
            if (opened == MOST_OPENED) {
                return Hidden.of(text);
            }
            opened++;
            Object redacted = redact(json.get(), below);
            opened--;
            return redacted == json.get() ? text : redacted;
        }
        return secret || SecretValues.isSecret(text) || isSecretDecoded(text, below) ? Hidden.of(text) : text;
    }

    /** Whether it is the Base64 of JSON that holds a secret. */
    private boolean isSecretDecoded(String text, Below below) {
        Optional<Object> json = Encoded.decodedJson(text);
        if (json.isEmpty()) {
            return false;
        }
        if (opened == MOST_OPENED) {
            return true;
        }
        opened++;
        Object redacted = redact(json.get(), below);
        opened--;
        return redacted != json.get();
    }

    private Object redact(List<Object> list, Below below) {
        List<Object> copy = null;
        Object before = null;
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            boolean hidden = element instanceof String text
                    && (CommandLine.isSecretAfter(before, text)
                            || (below.shape() == Shape.MAP && Form.isAssignment(text)));
            Object redacted = hidden ? Hidden.of(element) : redact(element, below.inList(element));
            before = element;
            if (redacted != element && copy == null) {
                copy = new ArrayList<>(list);
            }
            if (copy != null) {
                copy.set(i, redacted);
            }
        }
        List<Object> redacted = copy == null ? list : copy;
        return CommandLine.redacted(redacted);
    }

    private Object redact(Map<String, Object> object, Below below) {
        Form.Pair pair = Form.nameBesideValue(object);
        Form.Pair secret = pair == null && !keys.isEmpty() ? Form.nameOfSecret(object) : null;
        boolean map = below.shape() == Shape.MAP && pair == null && Form.isMap(object);
        Map<String, Object> copy = null;
        boolean secretKeys = false;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Object value = entry.getValue();
            Name key = Name.of(entry.getKey());
            keys.add(key);
            Below here = map && !Form.isStructured(value) ? Below.HIDDEN : below;
            boolean isSecret = secret != null
                    && !secret.key().equals(entry.getKey())
                    && places.at(keys) != SecretPlaces.Place.SHOWN
                    && Form.isBesideName(key, value);
            Object redacted = redact(value, isSecret ? Below.HIDDEN : under(here, key, pair, entry));
            keys.remove(keys.size() - 1);
            if (redacted != value || key.isSecret()) {
                copy = copy == null ? new LinkedHashMap<>(object) : copy;
                copy.put(entry.getKey(), redacted);
            }
            secretKeys |= key.isSecret();
        }
        return copy == null ? object : secretKeys ? Form.withoutSecretKeys(copy) : copy;
    }

    private Below under(Below here, Name key, Form.Pair pair, Map.Entry<String, Object> entry) {
        SecretPlaces.Place place = places.at(keys);
        if (place != SecretPlaces.Place.SECRET && pair != null) {
            boolean name = pair.key().equals(entry.getKey());
            return key.isValue()
                    ? here.beside(pair.name())
                    : name
                            ? Below.NOTHING.key(key, place, entry.getValue())
                            : here.besideBoth(key, place, entry.getValue());
        }
        boolean hidden = here.shape() == Shape.ENTRY && key.isValue() && place != SecretPlaces.Place.SHOWN;
        return hidden ? Below.HIDDEN : here.key(key, place, entry.getValue());
    }
}
