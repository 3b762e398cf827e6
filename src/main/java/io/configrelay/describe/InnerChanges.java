package io.configrelay.describe;

import io.configrelay.event.Json;
import io.configrelay.event.PropertyChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes inside an element of a list, such as {@code Configuration.Rules.0.Action}: where the item has the element, they
 * are one change of it, so that it can be named and judged. A number is a place in the diff, so the element must have the
 * values that the diff says it has now; else the changes stay as they are.
 */
final class InnerChanges {

    /** Longer paths are nobody's but an attacker's. */
    private static final int LONGEST = 1_000;

    private InnerChanges() {}

    /** The changes, those inside an element as one of the element. */
    static List<PropertyChange> lifted(List<PropertyChange> changes, Map<String, Object> item) {
        if (!isAnyInside(changes)) {
            return changes;
        }
        Set<String> whole = changes.stream().map(PropertyChange::path).collect(Collectors.toSet());
        Map<String, List<PropertyChange>> inner = changes.stream()
                .filter(change -> endOfElement(change.path()) > 0)
                .collect(Collectors.groupingBy(InnerChanges::element));
        List<PropertyChange> lifted = new ArrayList<>();
        for (PropertyChange change : changes) {
            String element = endOfElement(change.path()) < 0 ? null : element(change);
            List<PropertyChange> group = inner.get(element);
            PropertyChange one = group == null || whole.contains(element) ? null : one(element, group, item);
            if (one == null) {
                lifted.add(change);
            } else if (group.get(0).equals(change)) {
                lifted.add(one);
            }
        }
        return lifted;
    }

    private static boolean isAnyInside(List<PropertyChange> changes) {
        for (PropertyChange change : changes) {
            if (endOfElement(change.path()) > 0) {
                return true;
            }
        }
        return false;
    }

    private static String element(PropertyChange change) {
        return change.path().substring(0, endOfElement(change.path()));
    }

    /** Where the first number ends that is not the end of the path; -1 where there is none. */
    private static int endOfElement(String path) {
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            int end = dot + 1;
            while (end < path.length() && Character.isDigit(path.charAt(end))) {
                end++;
            }
            if (end > dot + 1 && end < path.length() && path.charAt(end) == '.') {
                return end;
            }
        }
        return -1;
    }

    private static PropertyChange one(String path, List<PropertyChange> group, Map<String, Object> item) {
        Object now = value(item, path);
        if (!(now instanceof Map<?, ?>)) {
            return null;
        }
        Object before = now;
        for (PropertyChange change : group) {
            if (change.path().length() > LONGEST) {
                return null;
            }
            String inside = change.path().substring(path.length() + 1);
            Object value = value(Json.object(now), inside);
            // An object without content may be a choice.
            boolean nothing =
                    !(change.after() instanceof Map<?, ?>) && Values.isEmpty(value) && Values.isEmpty(change.after());
            if (!nothing && !Objects.equals(value, change.after())) {
                return null;
            }
            before = with(before, inside.split("\\.", -1), 0, change.before());
        }
        return new PropertyChange(path, "UPDATE", before, now);
    }

    private static Object value(Map<String, Object> from, String path) {
        Object value = from;
        for (String key : path.split("\\.", -1)) {
            value = Values.opened(value);
            if (value instanceof List<?> list) {
                int place = place(key);
                value = place >= 0 && place < list.size() ? list.get(place) : null;
            } else {
                Map<String, Object> object = Json.object(value);
                value = object.get(key(object, key));
            }
        }
        return Values.opened(value);
    }

    /** A diff writes the first letter of a key as a capital. */
    private static String key(Map<String, Object> object, String key) {
        String small = key.isEmpty() ? key : Character.toLowerCase(key.charAt(0)) + key.substring(1);
        return object.containsKey(key) || !object.containsKey(small) ? key : small;
    }

    private static int place(String key) {
        return key.matches("\\d{1,6}") ? Integer.parseInt(key) : -1;
    }

    /** The same with another value at this path. */
    private static Object with(Object whole, String[] path, int depth, Object value) {
        if (depth == path.length) {
            return value;
        }
        Object opened = Values.opened(whole);
        if (opened instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list);
            int place = place(path[depth]);
            boolean has = place >= 0 && place < copy.size();
            Object inside = with(has ? copy.get(place) : null, path, depth + 1, value);
            if (has && inside == null) {
                copy.remove(place);
            } else if (has) {
                copy.set(place, inside);
            } else {
                copy.add(inside);
            }
            return copy;
        }
        Map<String, Object> copy = new LinkedHashMap<>(Json.object(opened));
        String key = key(copy, path[depth]);
        Object inside = with(copy.get(key), path, depth + 1, value);
        if (inside == null) {
            copy.remove(key);
        } else {
            copy.put(key, inside);
        }
        return copy;
    }
}
