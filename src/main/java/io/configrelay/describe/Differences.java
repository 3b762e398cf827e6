package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where two JSON values differ, down to single values; objects and arrays that stand in strings are looked into. */
final class Differences {

    /** Is told of one difference. */
    interface Visitor {

        /**
         * Sees one.
         *
         * @param path keys and indexes from the whole to it, valid during the call; empty for the whole
         * @return whether it has seen enough
         */
        boolean isEnough(List<String> path, Object before, Object after);
    }

    private final List<String> path = new ArrayList<>();
    private final Visitor visitor;

    private Differences(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Visits what an edit changed, in order. */
    static void of(Edit edit, Visitor visitor) {
        new Differences(visitor).differ(edit.openedBefore(), edit.openedAfter());
    }

    /** The same, and of an object that came or went each of its values. */
    static void down(Edit edit, Visitor visitor) {
        boolean object = (edit.isRemoved() ? edit.openedBefore() : edit.openedAfter()) instanceof Map<?, ?>;
        Object nothing = object ? Map.of() : null;
        new Differences(visitor)
                .differ(
                        edit.isAdded() ? nothing : edit.openedBefore(),
                        edit.isRemoved() ? nothing : edit.openedAfter());
    }

    private boolean differ(Object before, Object after) {
        if (before instanceof Map<?, ?> && after instanceof Map<?, ?>) {
            return differ(Json.object(before), Json.object(after));
        }
        if (before instanceof List<?> old && after instanceof List<?> now && old.size() == now.size()) {
            return differ(old, now);
        }
        boolean different = before == null ? !Values.isEmpty(after) : !before.equals(after);
        return different && visitor.isEnough(path, before, after);
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

    private boolean differ(List<?> before, List<?> after) {
        for (int i = 0; i < before.size(); i++) {
            if (below(String.valueOf(i), before.get(i), after.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean below(String key, Object before, Object after) {
        path.add(key);
        boolean enough = differ(before, after);
        path.remove(path.size() - 1);
        return enough;
    }
}
