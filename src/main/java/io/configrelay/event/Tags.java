package io.configrelay.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A resource's tags, wherever its type keeps them: {@code tags} of the item; else a property of its configuration or
 * supplementary configuration; of a deleted resource, what the diff says that these were. They come as one object key to
 * value, as a list of {@code {key, value}}, {@code {Key, Value}} or {@code {tagKey, tagValue}}, and inside {@code tagSets}
 * or {@code items}.
 */
public final class Tags {

    /** What these properties are called, in small letters. Tags for other resources (launch templates) are called otherwise. */
    private static final Set<String> PROPERTIES = Set.of(
            "tags",
            "taglist",
            "tagslist",
            "tagset",
            "tagsets",
            "tagging",
            "taggingconfiguration",
            "buckettaggingconfiguration",
            "filesystemtags",
            "accesspointtags",
            "userpooltags",
            "identitypooltags",
            "hostedzonetags",
            "backupplantags",
            "backupvaulttags",
            "clustertags");

    private static final List<String> PARTS = List.of("Configuration", "SupplementaryConfiguration");

    /** How deep lists and objects of tags nest: a configuration, its tag sets, a set, its tags. */
    private static final int DEPTH = 4;

    private final Map<String, Object> tags = new LinkedHashMap<>();

    private Tags() {}

    /**
     * Reads the tags of a resource.
     *
     * @param item the object that names the resource
     * @param changed what the diff lists, by its key
     * @param isDeleted whether the resource is gone, so that its tags are those that it had
     * @return key to value, can't be changed; of a tag that stands twice, the first
     */
    static Map<String, Object> of(Map<String, Object> item, Map<String, Object> changed, boolean isDeleted) {
        Tags found = new Tags();
        found.addAll(item.get("tags"), 0);
        if (found.tags.isEmpty()) {
            found.addOf(Json.openedObject(item.get("configuration")));
            found.addOf(Json.openedObject(item.get("supplementaryConfiguration")));
        }
        if (found.tags.isEmpty() && isDeleted) {
            changed.forEach(
                    (path, change) -> found.addBefore(path, Json.object(change).get("previousValue")));
        }
        return Collections.unmodifiableMap(found.tags);
    }

    /** The tags in one value, a list or an object of them or a tag alone; empty where it holds none. */
    public static Map<String, Object> in(Object value) {
        Tags found = new Tags();
        if (value instanceof Map<?, ?>) {
            found.addElement(value, 0);
        } else {
            found.addAll(value, 0);
        }
        return Collections.unmodifiableMap(found.tags);
    }

    /**
     * Whether a key of a diff leads to the resource's tags: {@code Tags}, {@code Configuration.TagSet}, {@code
     * Configuration.Tags.team}.
     */
    public static boolean isPath(String path) {
        if (path.equals("Tags") || path.startsWith("Tags.")) {
            return true;
        }
        if (!mayBeTags(path)) {
            return false;
        }
        for (String part : PARTS) {
            int begin = part.length() + 1;
            if (path.startsWith(part) && path.length() > begin && path.charAt(begin - 1) == '.') {
                int end = path.indexOf('.', begin);
                return isTags(path.substring(begin, end < 0 ? path.length() : end));
            }
        }
        return false;
    }

    /** Those of the properties that are called so. */
    private void addOf(Map<String, Object> configuration) {
        configuration.forEach((property, value) -> {
            if (isTags(property)) {
                addAll(value, 0);
            }
        });
    }

    /** Those of a diff's entry: a whole configuration, a property of it, or an element of that. */
    private void addBefore(String path, Object before) {
        if (path.equals("Tags")) {
            addAll(before, 0);
            return;
        }
        for (String part : PARTS) {
            if (path.equals(part)) {
                addOf(Json.openedObject(before));
            } else if (path.startsWith(part + ".")) {
                String property = path.substring(part.length() + 1);
                int dot = property.indexOf('.');
                if (dot < 0 && isTags(property)) {
                    addAll(before, 0);
                } else if (dot > 0 && isTags(property.substring(0, dot))) {
                    addElement(before, 0);
                }
            }
        }
    }

    private static boolean isTags(String property) {
        return property.length() >= 4 && mayBeTags(property) && PROPERTIES.contains(property.toLowerCase(Locale.ROOT));
    }

    /** Looked at first: few properties are, and the rest is asked of each one. */
    private static boolean mayBeTags(String path) {
        return path.contains("ag") || path.contains("AG");
    }

    /** A list of tags, or an object of them; what has tags inside it, too. */
    private void addAll(Object value, int depth) {
        Object tagged = opened(value);
        if (depth > DEPTH) {
            return;
        }
        if (tagged instanceof List<?> list) {
            list.forEach(element -> addElement(element, depth + 1));
            return;
        }
        Map<String, Object> object = Json.object(tagged);
        boolean nested = false;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            boolean holds = entry.getValue() instanceof List<?> || entry.getValue() instanceof Map<?, ?>;
            if (holds && (isTags(entry.getKey()) || entry.getKey().equalsIgnoreCase("items"))) {
                addAll(entry.getValue(), depth + 1);
                nested = true;
            }
        }
        if (!nested) {
            object.forEach((key, scalar) -> {
                if (!(scalar instanceof List<?>) && !(scalar instanceof Map<?, ?>)) {
                    tags.putIfAbsent(key, scalar);
                }
            });
        }
    }

    /** A tag as an object of its own, or a set of them. */
    private void addElement(Object value, int depth) {
        Map<String, Object> tag = Json.openedObject(value);
        String key = Json.text(tag, "key", "Key", "tagKey", "TagKey");
        if (key == null) {
            addAll(tag, depth);
            return;
        }
        for (String name : List.of("value", "Value", "tagValue", "TagValue")) {
            if (tag.get(name) != null) {
                tags.putIfAbsent(key, tag.get(name));
                return;
            }
        }
        tags.putIfAbsent(key, null);
    }

    private static Object opened(Object value) {
        if (value instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
            try {
                return Json.read(text);
            } catch (JsonProcessingException e) {
                return null;
            }
        }
        return value;
    }
}
