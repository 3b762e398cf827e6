package io.configrelay.describe;

import io.configrelay.event.Arn;
import io.configrelay.redaction.Hidden;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One difference inside an edit.
 *
 * @param path from the edit to it, of an element of a list its name or place in brackets
 * @param property the path of both as properties are known by, without places of elements
 */
record Leaf(List<String> path, String property, Object before, Object after) {

    /** All of an edit, of an element how far AWS has come first; clocks only where nothing else changed. */
    static List<Leaf> of(Edit edit, String type) {
        List<Leaf> leaves = new ArrayList<>();
        Differences.of(edit, (path, before, after) -> {
            leaves.add(of(edit, path, before, after));
            return false;
        });
        List<Leaf> decided = leaves.stream()
                .filter(leaf -> !Clocks.isClock(type, leaf.property()))
                .sorted(Comparator.comparing((Leaf leaf) -> !(edit.isElement() && leaf.isStatus())))
                .toList();
        return decided.isEmpty() ? leaves : decided;
    }

    /** The one at this path of an edit. */
    static Leaf of(Edit edit, List<String> path, Object before, Object after) {
        return new Leaf(List.copyOf(path), property(edit, path), before, after);
    }

    /** The path of a difference as properties are known by, without the places of elements. */
    static String property(Edit edit, List<String> path) {
        StringBuilder property = new StringBuilder(edit.property());
        for (String key : path) {
            if (!key.startsWith("[")) {
                property.append('.').append(key);
            }
        }
        return property.toString();
    }

    /** Of an object that came or went, what the type's rows say of it; else this one. */
    List<Leaf> known(Edit edit, String type) {
        boolean object =
                (before == null && after instanceof Map<?, ?>) || (after == null && before instanceof Map<?, ?>);
        if (!object || Wording.exact(type, property).isPresent()) {
            return List.of(this);
        }
        List<Leaf> known = new ArrayList<>();
        Differences.allTheWayDown(Edit.of("", before, after), (keys, old, now) -> {
            List<String> whole = new ArrayList<>(path);
            whole.addAll(keys);
            Leaf part = of(edit, whole, old, now);
            if (Wording.exact(type, part.property()).isPresent()) {
                known.add(part);
            }
            return false;
        });
        return known.isEmpty() ? List.of(this) : known;
    }

    boolean isStatus() {
        String last = property.substring(property.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return last.equals("status") || last.equals("state");
    }

    /** Whether what changed may not be shown. */
    boolean isHidden() {
        return before instanceof Hidden || after instanceof Hidden;
    }

    /** AWS often writes the same one in two places of an object. */
    boolean isOfArns() {
        return before instanceof String old && Arn.isOne(old) && after instanceof String now && Arn.isOne(now);
    }
}
