package io.configrelay.describe;

import io.configrelay.event.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tags, wherever a diff has them: as {@code {key, value}}, {@code {Key, Value}}, {@code {tagKey, tagValue}} or one object
 * of all, in the configuration or beside it, and besides in {@code Tags.N} by their value alone. Each is one edit, of the
 * path {@code Tags} and the form {@code {key, value}}.
 */
final class TagEdits {

    /** The path of an edit of a tag. */
    static final String PATH = "Tags";

    private final Map<String, Object> before = new LinkedHashMap<>();
    private final Map<String, Object> after = new LinkedHashMap<>();
    private final List<Edit> keyless = new ArrayList<>();

    private TagEdits() {}

    /**
     * The edits with each tag as one.
     *
     * @param current the resource's tags now, which tell the key of a value
     */
    static List<Edit> merged(List<Edit> edits, Map<String, Object> current) {
        if (edits.stream().noneMatch(TagEdits::isTag)) {
            return edits;
        }
        TagEdits tags = new TagEdits();
        List<Edit> merged = new ArrayList<>();
        int place = -1;
        for (Edit edit : edits) {
            if (!isTag(edit)) {
                merged.add(edit);
            } else if (tags.take(edit)) {
                place = place < 0 ? merged.size() : place;
            } else {
                merged.add(edit);
            }
        }
        if (place >= 0) {
            merged.addAll(place, tags.edits(current));
        }
        return merged;
    }

    private static boolean isTag(Edit edit) {
        return Tags.isPath(edit.path());
    }

    /** Whether it could be read as tags. */
    private boolean take(Edit edit) {
        int start = edit.path().lastIndexOf("Tags.");
        if (start >= 0) {
            String key = edit.path().substring(start + "Tags.".length());
            put(before, key, edit.before());
            put(after, key, edit.after());
            return true;
        }
        boolean root = edit.path().equals(PATH);
        if (root && (edit.value() instanceof String || edit.value() instanceof Number)) {
            keyless.add(edit);
            return true;
        }
        return !isOtherwiseEdited(edit) && read(edit.openedBefore(), before) && read(edit.openedAfter(), after);
    }

    /** Whether the tag is the same, and something else of it changed: whether a group's instances get it. */
    private static boolean isOtherwiseEdited(Edit edit) {
        if (!edit.isElement() || edit.isAdded() || edit.isRemoved()) {
            return false;
        }
        Map<String, Object> tag = Tags.in(edit.openedBefore());
        return !tag.isEmpty() && tag.equals(Tags.in(edit.openedAfter()));
    }

    /** Whether there is nothing in it, or tags are. */
    private static boolean read(Object value, Map<String, Object> tags) {
        Map<String, Object> found = Tags.in(value);
        found.forEach((key, tag) -> tags.put(key, tag == null ? "" : tag));
        return value == null || !found.isEmpty();
    }

    private static void put(Map<String, Object> tags, String key, Object value) {
        if (value != null) {
            tags.put(key, value);
        }
    }

    private List<Edit> edits(Map<String, Object> current) {
        List<Edit> edits = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                edits.add(Edit.ofElement(PATH, tag(key, before.get(key)), tag(key, after.get(key))));
            }
        }
        keyless.stream()
                .map(edit -> named(edit, current))
                .filter(Objects::nonNull)
                .forEach(edits::add);
        return edits;
    }

    /** The edit of a value, with its key where that can be told; null where it is an edit that has been told. */
    private Edit named(Edit edit, Map<String, Object> current) {
        boolean told = (edit.before() == null || before.containsValue(edit.before()))
                && (edit.after() == null || after.containsValue(edit.after()));
        if (told) {
            return null;
        }
        List<String> keys = current.entrySet().stream()
                .filter(tag -> tag.getValue() != null && tag.getValue().equals(edit.after()))
                .map(Map.Entry::getKey)
                .toList();
        return keys.size() == 1 && edit.before() == null
                ? Edit.ofElement(PATH, null, tag(keys.get(0), edit.after()))
                : edit;
    }

    private static Map<String, Object> tag(String key, Object value) {
        if (value == null) {
            return null;
        }
        Map<String, Object> tag = new LinkedHashMap<>();
        tag.put("key", key);
        tag.put("value", value);
        return tag;
    }
}
