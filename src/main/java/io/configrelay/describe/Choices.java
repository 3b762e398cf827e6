package io.configrelay.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What AWS writes as an object with one key of several, such as a firewall's default action: <code>{"block": {}}</code>
 * becomes <code>{"allow": {}}</code>. The diff has one key removed and another added; it is one edit.
 *
 * @see <a href="https://docs.aws.amazon.com/waf/latest/APIReference/API_DefaultAction.html">DefaultAction</a>
 */
final class Choices {

    private static final Set<String> ACTIONS = Set.of("allow", "block", "count", "captcha", "challenge", "none");

    private Choices() {}

    /** Whether it may be one half of such an edit: an object came or went, with or without content. */
    static boolean isSide(Edit edit) {
        return !edit.isElement()
                && edit.path().indexOf('.') > 0
                && ((isNothing(edit.before()) && isEmptyObject(edit.after()))
                        || (isNothing(edit.after()) && isEmptyObject(edit.before())));
    }

    private static boolean isEmptyObject(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty();
    }

    /** What a firewall does with a request; each may have more in it, such as a response of one's own. */
    private static boolean isAction(Object key) {
        return ACTIONS.contains(String.valueOf(key).toLowerCase(Locale.ROOT));
    }

    private static boolean isNothing(Object value) {
        return value == null;
    }

    /** The edits with each choice as one. */
    static List<Edit> merged(List<Edit> edits) {
        if (edits.stream().noneMatch(Choices::isSide)) {
            return edits;
        }
        Map<String, Edit> removed = new HashMap<>();
        Map<String, Edit> added = new HashMap<>();
        for (Edit edit : edits) {
            if (!edit.isElement() && edit.isRemoved() && edit.before() instanceof Map<?, ?>) {
                removed.put(parent(edit), edit);
            } else if (!edit.isElement() && edit.isAdded() && edit.after() instanceof Map<?, ?>) {
                added.put(parent(edit), edit);
            }
        }
        List<Edit> merged = new ArrayList<>();
        for (Edit edit : edits) {
            Edit old = removed.get(parent(edit));
            Edit now = added.get(parent(edit));
            boolean choice = old != null && now != null && (isSide(old) || isSide(now));
            if (choice && edit == old) {
                merged.add(Edit.of(parent(edit), Map.of(key(old), old.before()), Map.of(key(now), now.after())));
            } else if (!isSide(edit) && !(choice && edit == now)) {
                merged.add(edit);
            }
        }
        return merged;
    }

    /**
     * What was chosen, where two objects have one key each, not the same one, and one of them has nothing in it.
     *
     * @return the key that the second has, with nothing in it
     */
    static Optional<Map<String, Object>> chosen(Map<?, ?> before, Map<?, ?> after) {
        if (before.size() != 1 || after.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<?, ?> old = before.entrySet().iterator().next();
        Map.Entry<?, ?> now = after.entrySet().iterator().next();
        boolean choice = !old.getKey().equals(now.getKey())
                && old.getValue() instanceof Map<?, ?>
                && now.getValue() instanceof Map<?, ?>
                && (isEmptyObject(old.getValue())
                        || isEmptyObject(now.getValue())
                        || (isAction(old.getKey()) && isAction(now.getKey())));
        return choice ? Optional.of(Map.of(String.valueOf(now.getKey()), Map.of())) : Optional.empty();
    }

    private static String parent(Edit edit) {
        return edit.path().substring(0, Math.max(0, edit.path().lastIndexOf('.')));
    }

    private static String key(Edit edit) {
        return edit.path().substring(edit.path().lastIndexOf('.') + 1);
    }
}
