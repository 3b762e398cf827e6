package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import io.configrelay.event.PropertyChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The edits that a diff or an item stands for. AWS Config writes an edit of a list's element as a DELETE of one index and a
 * CREATE of another, a tag in up to three places, and a choice of a firewall as one key removed and another added; here
 * each is one edit. What is empty before and after is none.
 */
final class Edits {

    private Edits() {}

    /** The edits of an event's diff, in the order in which each was first mentioned. */
    static List<Edit> of(ConfigEvent event) {
        Map<String, List<PropertyChange>> lists = new LinkedHashMap<>();
        List<Object> order = new ArrayList<>();
        for (PropertyChange change : InnerChanges.lifted(event.changes(), event.item())) {
            int end = endOfList(change.path());
            if (end < 0) {
                order.add(change);
            } else {
                String list = change.path().substring(0, end);
                if (!lists.containsKey(list)) {
                    order.add(list);
                }
                lists.computeIfAbsent(list, first -> new ArrayList<>()).add(change);
            }
        }
        Set<String> own = own(event);
        List<Edit> edits = new ArrayList<>();
        for (Object next : order) {
            if (next instanceof PropertyChange change) {
                add(edits, Edit.of(change.path(), change.before(), change.after()));
            } else {
                elements((String) next, lists.get(next), own).forEach(edit -> add(edits, edit));
            }
        }
        return TagEdits.merged(PolicyVersions.merged(Choices.merged(edits)), event.tags());
    }

    /** What a resource has, each as a state: a new one has no diff. */
    static List<Edit> ofItem(Map<String, Object> item) {
        List<Edit> edits = new ArrayList<>();
        for (String part : List.of("configuration", "supplementaryConfiguration")) {
            addAll(Values.capital(part), Json.object(Values.opened(item.get(part))), edits);
        }
        return edits;
    }

    /** All that a resource had, for the edit that took its whole configuration away. */
    static List<Edit> taken(Edit whole) {
        List<Edit> edits = new ArrayList<>();
        addAll(whole.path(), Json.object(whole.openedBefore()), edits);
        return edits;
    }

    private static void addAll(String path, Map<String, Object> values, List<Edit> edits) {
        values.forEach((key, value) -> {
            String property = path + "." + Values.capital(key);
            if (value instanceof List<?> list) {
                list.stream()
                        .filter(element -> !Values.isEmpty(element))
                        .forEach(element -> edits.add(Edit.ofState(property, true, element)));
            } else if (!Values.isEmpty(value)) {
                edits.add(Edit.ofState(property, false, value));
            }
        });
    }

    /** Nothing is said of what was and is empty; an object without content may be one side of a choice. */
    private static void add(List<Edit> edits, Edit edit) {
        Object before = Values.isEmpty(edit.before()) ? null : edit.before();
        Object after = Values.isEmpty(edit.after()) ? null : edit.after();
        if (Choices.isSide(edit)) {
            edits.add(edit);
        } else if (before != null || after != null) {
            edits.add(before == edit.before() && after == edit.after() ? edit : Edit.of(edit.path(), before, after));
        }
    }

    /** Each element that came, went or was edited, in the order of the diff. */
    private static List<Edit> elements(String path, List<PropertyChange> listed, Set<String> own) {
        List<PropertyChange> changes =
                listed.stream().flatMap(change -> halves(change, own)).toList();
        boolean lost = changes.stream().anyMatch(change -> change.after() == null);
        boolean got = changes.stream().anyMatch(change -> change.before() == null);
        if (!lost || !got) {
            return changes.stream()
                    .map(change -> Edit.ofElement(path, change.before(), change.after()))
                    .toList();
        }
        List<PropertyChange> removed =
                changes.stream().filter(change -> change.after() == null).toList();
        List<PropertyChange> added =
                changes.stream().filter(change -> change.after() != null).toList();
        int[] pairs = Pairing.of(
                removed.stream().map(PropertyChange::before).toList(),
                added.stream().map(PropertyChange::after).toList(),
                own,
                path);
        Map<String, PropertyChange> partners = new HashMap<>();
        for (int i = 0; i < pairs.length; i++) {
            // One that has both values is whole already.
            if (pairs[i] >= 0 && added.get(pairs[i]).before() == null) {
                partners.put(removed.get(i).path(), added.get(pairs[i]));
                partners.put(added.get(pairs[i]).path(), removed.get(i));
            }
        }
        List<Edit> edits = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (PropertyChange change : changes) {
            PropertyChange partner = partners.get(change.path());
            if (!done.add(change.path())) {
                continue;
            }
            if (partner == null) {
                edits.add(Edit.ofElement(path, change.before(), change.after()));
                continue;
            }
            done.add(partner.path());
            Edit whole = Edit.ofElement(
                    path,
                    change.before() == null ? partner.before() : change.before(),
                    change.after() == null ? partner.after() : change.after());
            if (!Objects.equals(whole.before(), whole.after())) {
                edits.add(whole);
            }
        }
        return edits;
    }

    /** An index that holds another element now is one that went and one that came. */
    private static Stream<PropertyChange> halves(PropertyChange change, Set<String> own) {
        if (change.before() == null || change.after() == null || isSame(change.before(), change.after(), own)) {
            return Stream.of(change);
        }
        return Stream.of(
                new PropertyChange(change.path() + "-", change.changeType(), change.before(), null),
                new PropertyChange(change.path() + "+", change.changeType(), null, change.after()));
    }

    private static boolean isSame(Object before, Object after, Set<String> own) {
        if (Policy.isStatement(Json.object(before)) && Policy.isStatement(Json.object(after))) {
            return false;
        }
        Identity identity = Identity.of(List.of(before), List.of(after), own);
        return !identity.isDecisive() || identity.value(before).equals(identity.value(after));
    }

    /** What the resource itself is called: no value of these tells its rows apart. */
    private static Set<String> own(ConfigEvent event) {
        return Stream.of(event.resourceId(), event.resourceName())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
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
}
