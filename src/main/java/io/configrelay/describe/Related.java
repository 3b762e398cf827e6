package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The relationships of a diff that its other edits name as well: a group that an instance got is told once. */
final class Related {

    private static final String PATH = "Relationships";

    private final Set<String> ids = new HashSet<>();
    private final Set<String> named = new HashSet<>();

    /** Bit n for an id of n characters, modulo 64: few texts of a large diff pass it, and are looked up. */
    private long lengths;

    private Related() {}

    /** Those among these edits. */
    static Related of(List<Edit> edits) {
        Related related = new Related();
        edits.stream().filter(Related::isRelationship).forEach(edit -> {
            Map<String, Object> with = Json.object(edit.value());
            related.add(with.get("resourceId"));
            related.add(with.get("resourceName"));
        });
        if (!related.ids.isEmpty()) {
            edits.stream().filter(edit -> !isRelationship(edit)).forEach(edit -> related.look(edit.openedValue()));
        }
        return related;
    }

    /** Whether it is what another resource did. */
    static boolean isRelationship(Edit edit) {
        return edit.path().equals(PATH);
    }

    /** Whether it is a relationship with what another edit names. */
    boolean isTold(Edit edit) {
        if (named.isEmpty() || !isRelationship(edit)) {
            return false;
        }
        Map<String, Object> with = Json.object(edit.value());
        return named.contains(with.get("resourceId")) || named.contains(with.get("resourceName"));
    }

    private void add(Object id) {
        if (id instanceof String text && !text.isEmpty()) {
            ids.add(text);
            lengths |= bit(text);
        }
    }

    private static long bit(String text) {
        return 1L << text.length();
    }

    private void look(Object value) {
        if (value instanceof Map<?, ?> map) {
            for (Object inside : map.values()) {
                look(inside);
            }
        } else if (value instanceof List<?> list) {
            for (Object inside : list) {
                look(inside);
            }
        } else if (value instanceof String text && (lengths & bit(text)) != 0 && ids.contains(text)) {
            named.add(text);
        }
    }
}
