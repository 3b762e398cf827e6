package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where two JSON values differ, down to single values; objects and arrays that stand in strings are looked into, and the
 * elements of lists are paired by what they are, not by their place.
 */
final class Differences {

    /** Is told of one difference. */
    interface Visitor {

        /**
         * Sees one.
         *
         * @param path keys from the whole to it, of an element of a list its name or place in brackets; valid during the
         *     call; empty for the whole
         * @return whether it has seen enough
         */
        boolean isEnough(List<String> path, Object before, Object after);
    }

    private final List<String> path = new ArrayList<>();
    private final String property;
    private final Visitor visitor;

    /** Whether an object or list that stands on one side only is gone through, too. */
    private final boolean deep;

    private Differences(String property, Visitor visitor, boolean deep) {
        this.property = property;
        this.visitor = visitor;
        this.deep = deep;
    }

    /** Visits what an edit changed, in order. */
    static void of(Edit edit, Visitor visitor) {
        new Differences(edit.property(), visitor, false).differ(edit.openedBefore(), edit.openedAfter());
    }

    /** The same, and of an object that came or went each of its values. */
    static void down(Edit edit, Visitor visitor) {
        down(edit, visitor, false);
    }

    /** The same at any depth. */
    static void allTheWayDown(Edit edit, Visitor visitor) {
        down(edit, visitor, true);
    }

    private static void down(Edit edit, Visitor visitor, boolean deep) {
        boolean object = edit.openedValue() instanceof Map<?, ?>;
        Object nothing = object ? Map.of() : null;
        new Differences(edit.property(), visitor, deep)
                .differ(
                        edit.isAdded() ? nothing : edit.openedBefore(),
                        edit.isRemoved() ? nothing : edit.openedAfter());
    }

    private boolean differ(Object before, Object after) {
        if (before == after) {
            return false;
        }
        if (deep && before == null && isStructure(after)) {
            return differ(nothing(after), after);
        }
        if (deep && after == null && isStructure(before)) {
            return differ(before, nothing(before));
        }
        if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
            Optional<Map<String, Object>> choice = Choices.chosen(old, now);
            return choice.isPresent()
                    ? visitor.isEnough(path, Choices.chosen(now, old).orElse(null), choice.get())
                    : differ(Json.object(before), Json.object(after));
        }
        if (before instanceof List<?> old && after instanceof List<?> now) {
            boolean objects = isObjects(old) || isObjects(now);
            return objects ? differ(old, now) : values(old, now);
        }
        return !isSame(before, after) && visitor.isEnough(path, before, after);
    }

    private static boolean isStructure(Object value) {
        return (value instanceof Map<?, ?> map && !map.isEmpty()) || (value instanceof List<?> list && isObjects(list));
    }

    private static Object nothing(Object structure) {
        return structure instanceof Map<?, ?> ? Map.of() : List.of();
    }

    /** Nothing is said of what was and is empty; 16 and 16.0 are one number. */
    private static boolean isSame(Object before, Object after) {
        if (Values.isEmpty(before)) {
            return Values.isEmpty(after);
        }
        return (before instanceof Number old && after instanceof Number now)
                ? old.doubleValue() == now.doubleValue()
                : before.equals(after);
    }

    private boolean differ(Map<String, Object> before, Map<String, Object> after) {
        for (Map.Entry<String, Object> entry : before.entrySet()) {
            if (below(entry.getKey(), entry.getValue(), after.get(entry.getKey()))) {
                return true;
            }
        }
        for (Map.Entry<String, Object> entry : after.entrySet()) {
            if ((before.isEmpty() || !before.containsKey(entry.getKey()))
                    && below(entry.getKey(), null, entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isObjects(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(element -> element instanceof Map<?, ?>);
    }

    /** What a list of single values lost, and what it got; in which order they stand makes no difference. */
    private boolean values(List<?> before, List<?> after) {
        List<Object> lost = new ArrayList<>(before);
        List<Object> got = new ArrayList<>();
        for (Object value : after) {
            if (!lost.remove(value)) {
                got.add(value);
            }
        }
        return !(lost.isEmpty() && got.isEmpty()) && visitor.isEnough(path, single(lost), single(got));
    }

    private static Object single(List<Object> values) {
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : values;
    }

    private boolean differ(List<?> before, List<?> after) {
        int[] pairs = Pairing.of(before, after, Set.of(), path.isEmpty() ? property : null);
        boolean[] paired = new boolean[after.size()];
        for (int i = 0; i < before.size(); i++) {
            int now = pairs[i];
            if (now >= 0) {
                paired[now] = true;
            }
            if (below(place(before.get(i), i), before.get(i), now < 0 ? null : after.get(now))) {
                return true;
            }
        }
        for (int i = 0; i < after.size(); i++) {
            if (!paired[i] && below(place(after.get(i), i), null, after.get(i))) {
                return true;
            }
        }
        return false;
    }

    private String list() {
        return path.isEmpty() ? property : path.get(path.size() - 1);
    }

    private String place(Object element, int index) {
        return "[" + Identity.name(list(), element).orElseGet(() -> String.valueOf(index)) + "]";
    }

    private boolean below(String key, Object before, Object after) {
        path.add(key);
        boolean enough = differ(Values.opened(before), Values.opened(after));
        path.remove(path.size() - 1);
        return enough;
    }
}
