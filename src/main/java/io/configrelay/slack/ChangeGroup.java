package io.configrelay.slack;

import io.configrelay.describe.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes that are told together: one alone, or several that say the same at the same place.
 *
 * @param changes in the order in which they were given, at least one
 * @param resources a change of each resource, in the same order: the first of it
 */
record ChangeGroup(List<Change> changes, List<Change> resources) {

    /** From how many on changes of different resources are one line: two lines read faster than a list of two. */
    private static final int LEAST = 3;

    /** Changes of one type of resource that say the same at the same place, or one change. */
    static ChangeGroup of(List<Change> changes) {
        if (changes.size() == 1) {
            return new ChangeGroup(changes, changes);
        }
        Set<String> ids = new HashSet<>();
        // What has no id may be anything, so each counts.
        List<Change> resources = changes.stream()
                .filter(change -> change.event().resourceId() == null
                        || ids.add(change.event().resourceId()))
                .toList();
        return new ChangeGroup(changes, resources);
    }

    /** Whether these are enough to be one line: enough resources, or one resource again and again. */
    boolean isOneLine() {
        return changes.size() >= LEAST || resources.size() == 1;
    }

    /** One of them: all say the same. */
    Change first() {
        return changes.get(0);
    }

    /** How many changes these are. */
    int size() {
        return changes.size();
    }

    /** What tells this group from others of the same burst: each begins with another change, or has more. */
    Key key() {
        return new Key(first(), size());
    }

    /** The first change and how many there are. */
    record Key(Change first, int size) {}
}
