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

    /** The last group of a resource. Two accounts' resources of one id are as one: that can only make more groups. */
    private final Map<String, Integer> byId = new HashMap<>();

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
            String id = change.event().resourceId();
            Integer number = byStatement.get(says);
            if (number == null || (id != null && byId.getOrDefault(id, 0) > number)) {
                number = count++;
                byStatement.put(says, number);
            }
            if (id != null) {
                byId.put(id, number);
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
            Change change = changes.get(i);
            if (number == members.size()) {
                // Most are alone for ever.
                members.add(List.of(change));
            } else {
                List<Change> same = members.get(number);
                if (same.size() == 1) {
                    same = new ArrayList<>(same);
                    members.set(number, same);
                }
                same.add(change);
            }
        }
        List<ChangeGroup> groups = new ArrayList<>(members.size());
        for (List<Change> same : members) {
            ChangeGroup group = ChangeGroup.of(same);
            if (group.isOneLine()) {
                groups.add(group);
            } else {
                same.forEach(change -> groups.add(ChangeGroup.of(List.of(change))));
            }
        }
        return groups;
    }

    /** All changes, grouped. */
    List<ChangeGroup> all() {
        return first(changes.size());
    }

    /** How many changes come before this group's first. */
    int before(ChangeGroup group) {
        return changes.indexOf(group.first());
    }

    /**
     * The first changes, grouped: as many as fit, at least one.
     *
     * @param guess about how many these are
     */
    List<ChangeGroup> fitting(Predicate<List<ChangeGroup>> fits, int guess) {
        int start = Math.max(1, Math.min(guess, changes.size()));
        int good = start > 1 && fits.test(first(start)) ? start : 1;
        int bad = good < start ? start : changes.size() + 1;
        for (int step = 1; good + step < bad; step *= 2) {
            if (!fits.test(first(good + step))) {
                bad = good + step;
                break;
            }
            good += step;
        }
        while (bad - good > 1) {
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
