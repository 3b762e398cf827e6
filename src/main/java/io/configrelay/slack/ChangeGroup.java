package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
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

    /** Which resource an event is about. */
    record Resource(String account, String region, String type, String id) {

        static Resource of(ConfigEvent event) {
            return new Resource(event.accountId(), event.region(), event.resourceType(), event.resourceId());
        }
    }

    /** One change. */
    static ChangeGroup of(Change change) {
        return new ChangeGroup(List.of(change), List.of(change));
    }

    /** Changes that say the same at the same place. */
    static ChangeGroup of(List<Change> changes) {
        Set<Resource> known = new HashSet<>();
        List<Change> resources = new ArrayList<>();
        for (Change change : changes) {
            // What has no id may be anything, so each counts.
            if (change.event().resourceId() == null || known.add(Resource.of(change.event()))) {
                resources.add(change);
            }
        }
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
}
