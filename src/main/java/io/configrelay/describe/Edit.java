package io.configrelay.describe;

import io.configrelay.redaction.Redaction;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that somebody did: a property set, or an element of a list added, removed or edited; or, of a resource that is
 * recorded without a diff, one thing that it has.
 */
final class Edit {

    private static final List<String> PARTS = List.of("Configuration.", "SupplementaryConfiguration.");

    /** Of an element in a list; a longer number may be a name. */
    private static final Pattern PLACE = Pattern.compile("\\.\\d{1,2}(?=\\.)");

    private final String path;
    private final String property;
    private final boolean element;
    private final boolean state;
    private final Object before;
    private final Object after;

    /** Every rule and describer asks for them, and a policy in a string is parsed for it. */
    private final Object openedBefore;

    private final Object openedAfter;

    private Edit(String path, boolean element, boolean state, Object before, Object after) {
        this.path = path;
        this.property = property(path);
        this.element = element;
        this.state = state;
        this.before = before;
        this.after = after;
        this.openedBefore = Values.opened(before);
        this.openedAfter = Values.opened(after);
    }

    /** A property that was set. */
    static Edit of(String path, Object before, Object after) {
        return new Edit(path, false, false, before, after);
    }

    /** An element of the list at this path. */
    static Edit ofElement(String path, Object before, Object after) {
        return new Edit(path, true, false, before, after);
    }

    /** What a resource has. */
    static Edit ofState(String path, boolean element, Object value) {
        return new Edit(path, element, true, null, value);
    }

    /** The path without the part of the configuration item that it is in, and without places in lists. */
    private static String property(String path) {
        for (String part : PARTS) {
            if (path.startsWith(part)) {
                return withoutPlaces(path.substring(part.length()));
            }
        }
        return withoutPlaces(path);
    }

    private static String withoutPlaces(String path) {
        return hasDigit(path) ? PLACE.matcher(path).replaceAll("") : path;
    }

    private static boolean hasDigit(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) >= '0' && path.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /** Such as {@code Configuration.State.Name}; of an element, the list's: {@code Configuration.Routes}. */
    String path() {
        return path;
    }

    /** The path as properties are known by: {@code State.Name}. */
    String property() {
        return property;
    }

    /** Whether it is an element of a list. */
    boolean isElement() {
        return element;
    }

    /** Whether nothing happened: the resource has this. */
    boolean isState() {
        return state;
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

    /** {@link #value()}, or the object or array that stands in it as a string. */
    Object openedValue() {
        return after == null ? openedBefore : openedAfter;
    }

    /** The same edit with what may not be shown hidden. */
    Edit redacted(String type) {
        Object old = Redaction.redacted(type, path, before);
        Object now = Redaction.redacted(type, path, after);
        return old == before && now == after ? this : new Edit(path, element, state, old, now);
    }
}
