package io.configrelay.describe;

import io.configrelay.event.Json;
import io.configrelay.event.PropertyChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that somebody did: a property set, or an element of a list added, removed or edited. AWS Config writes an edit
 * of a list's element as a DELETE of one index and a CREATE of another; here it is one edit.
 */
final class Edit {

    private static final List<String> PARTS = List.of("Configuration.", "SupplementaryConfiguration.");

    private final String path;
    private final String property;
    private final Object before;
    private final Object after;

    /** Every rule and describer asks for them, and a policy in a string is parsed for it. */
    private final Object openedBefore;

    private final Object openedAfter;

    private Edit(String path, Object before, Object after) {
        this.path = path;
        this.property = property(path);
        this.before = before;
        this.after = after;
        this.openedBefore = Values.opened(before);
        this.openedAfter = Values.opened(after);
    }

    /** The edits of a diff, in the order in which each was first mentioned. */
    static List<Edit> of(List<PropertyChange> changes) {
        Map<Object, Edit> edits = new LinkedHashMap<>();
        for (PropertyChange change : changes) {
            int end = endOfList(change.path());
            String path = end < 0 ? change.path() : change.path().substring(0, end);
            Edit edit = new Edit(path, change.before(), change.after());
            Object identity = end < 0 ? null : Identity.of(edit);
            // What has no identity is like nothing else.
            edits.merge(identity == null ? change.path() : identity, edit, Edit::with);
        }
        return new ArrayList<>(edits.values());
    }

    /** All that a resource has, each as added: a new one has no diff. */
    static List<Edit> ofItem(Map<String, Object> item) {
        List<Edit> edits = new ArrayList<>();
        for (String part : List.of("configuration", "supplementaryConfiguration")) {
            addAll(capital(part), Json.object(item.get(part)), edits);
        }
        return edits;
    }

    /** All that a resource had, each as removed, for the edit that took its whole configuration away. */
    List<Edit> taken() {
        List<Edit> edits = new ArrayList<>();
        addAll(path, Json.object(before), edits);
        return edits.stream().map(edit -> new Edit(edit.path, edit.after, null)).toList();
    }

    private static void addAll(String path, Map<String, Object> values, List<Edit> edits) {
        values.forEach((key, value) -> {
            List<Object> elements = Json.array(value);
            (elements.isEmpty() ? Collections.singletonList(value) : elements)
                    .forEach(element -> edits.add(new Edit(path + "." + capital(key), null, element)));
        });
    }

    private static String capital(String key) {
        return key.isEmpty() ? key : key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
    }

    /** Where the list's path ends in {@code Configuration.Routes.0}; less than 0 for what is no element of a list. */
    private static int endOfList(String path) {
        int digits = path.length();
        while (digits > 0 && Character.isDigit(path.charAt(digits - 1))) {
            digits--;
        }
        boolean element = digits < path.length() && digits > 1 && path.charAt(digits - 1) == '.';
        return element ? digits - 1 : -1;
    }

    /** The path without the part of the configuration item that it is in. */
    private static String property(String path) {
        for (String part : PARTS) {
            if (path.startsWith(part)) {
                return path.substring(part.length());
            }
        }
        return path;
    }

    /** Such as {@code Configuration.State.Name}; of an element, the list's: {@code Configuration.Routes}. */
    String path() {
        return path;
    }

    /** The path as properties are known by: {@code State.Name}. */
    String property() {
        return property;
    }

    /** Any JSON value, null where there was none. */
    Object before() {
        return before;
    }

    /** Any JSON value, null where there is none any more. */
    Object after() {
        return after;
    }

    /** {@link #before()}, or the object or array that stands in it as a string. */
    Object openedBefore() {
        return openedBefore;
    }

    /** {@link #after()}, or the object or array that stands in it as a string. */
    Object openedAfter() {
        return openedAfter;
    }

    private Edit with(Edit other) {
        return new Edit(path, before == null ? other.before : before, after == null ? other.after : after);
    }

    /** Whether something is there now that was not. */
    boolean isAdded() {
        return before == null;
    }

    /** Whether something was there that is not any more. */
    boolean isRemoved() {
        return after == null;
    }

    /** What there is to describe: the value now, else the last. */
    Object value() {
        return after == null ? before : after;
    }
}
