package io.configrelay.slack;

import io.configrelay.describe.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which changes say the same. A change joins the others that say the same, unless something else was said of its resource
 * since: what is told of a resource stays in the order in which it happened. Works out only as much as is asked for.
 */
final class ChangeGroups {

    private final List<Change> changes;
    private final Function<Change, ?> statement;

    /** The group of each change, as far as they are worked out; groups are numbered in the order of their first change. */
    private final List<Integer> numbers = new ArrayList<>();

    private final Map<Object, Integer> byStatement = new HashMap<>();
    private final Map<ChangeGroup.Resource, Integer> byResource = new HashMap<>();
    private int count;

    /**
     * @param changes in the order in which they are told
     * @param statement what a change says and where; those with equal ones say the same
     */
    ChangeGroups(List<Change> changes, Function<Change, ?> statement) {
        this.changes = changes;
        this.statement = statement;
    }

    private int number(int index) {
        while (numbers.size() <= index) {
            Change change = changes.get(numbers.size());
            Object says = statement.apply(change);
            ChangeGroup.Resource resource = ChangeGroup.Resource.of(change.event());
            Integer number = byStatement.get(says);
            if (number == null || (resource.id() != null && byResource.getOrDefault(resource, 0) > number)) {
                number = count++;
                byStatement.put(says, number);
            }
            if (resource.id() != null) {
                byResource.put(resource, number);
            }
            numbers.add(number);
        }
        return numbers.get(index);
    }

    /** The first so many changes, grouped; groups stand where their first change does. */
    List<ChangeGroup> first(int many) {
        List<List<Change>> members = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            int number = number(i);
            if (number == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(number).add(changes.get(i));
        }
        List<ChangeGroup> groups = new ArrayList<>();
        for (List<Change> same : members) {
            ChangeGroup group = same.size() == 1 ? ChangeGroup.of(same.get(0)) : ChangeGroup.of(same);
            if (group.isOneLine()) {
                groups.add(group);
            } else {
                same.forEach(change -> groups.add(ChangeGroup.of(change)));
            }
        }
        return groups;
    }

    /** All changes, grouped. */
    List<ChangeGroup> all() {
        return first(changes.size());
    }

    /** The first changes, grouped: as many as fit, at least one. */
    List<ChangeGroup> fitting(Predicate<List<ChangeGroup>> fits) {
        int good = 1;
        int bad = 2;
        while (bad <= changes.size() && fits.test(first(bad))) {
            good = bad;
            bad = good == changes.size() ? good + 1 : Math.min(2 * good, changes.size());
        }
        while (bad - good > 1 && bad <= changes.size()) {
            int middle = (good + bad) / 2;
            if (fits.test(first(middle))) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return first(good);
    }
}
