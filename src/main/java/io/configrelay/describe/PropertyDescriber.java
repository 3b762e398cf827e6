package io.configrelay.describe;

import io.configrelay.event.Json;
import io.configrelay.redaction.Hidden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Any property of a resource: {@code Instance state: running → stopped}, {@code Deletion protection turned off}. */
final class PropertyDescriber implements Describer {

    /** The rank of what AWS moves on by itself. */
    static final int CLOCK = 3_000;

    /** That of what is hardly worth telling. */
    private static final int LAST = 2_500;

    private final String type;
    private final Labels labels;

    /** The elements of a list have one property. */
    private final Map<String, Integer> ranks = new HashMap<>();

    /** @param type the resource's, which decides what its properties are called */
    PropertyDescriber(String type) {
        this.type = type;
        this.labels = new Labels(type);
    }

    /** Whether it is about resources of this type. */
    boolean isOf(String resourceType) {
        return type.equals(resourceType);
    }

    @Override
    public List<Phrase> lines(Edit edit) {
        Optional<Wording> whole = Wording.of(type, edit.property()).filter(Wording::isWhole);
        if (whole.isPresent()) {
            return List.of(Phrase.of(
                    "property." + happened(edit.before(), edit.after()),
                    whole.get().term()));
        }
        if (edit.isState()) {
            return List.of();
        }
        if ((edit.isAdded() || edit.isRemoved()) && edit.openedValue() instanceof Map<?, ?>) {
            return object(edit);
        }
        return lines(edit, Leaf.of(edit, type));
    }

    private List<Phrase> lines(Edit edit, List<Leaf> leaves) {
        List<Phrase> lines = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Leaf leaf : leaves) {
            if (!leaf.isOfArns() || told.add(leaf.before() + " " + leaf.after())) {
                for (Leaf part : leaf.known(edit, type)) {
                    line(edit, part).filter(line -> !lines.contains(line)).ifPresent(lines::add);
                }
            }
        }
        return lines;
    }

    /** An object that came or went: what the type's rows say of what is in it, else what identifies it. */
    private List<Phrase> object(Edit edit) {
        List<Leaf> known = new ArrayList<>();
        int[] leaves = new int[1];
        Differences.allTheWayDown(edit, (path, before, after) -> {
            Leaf leaf = Leaf.of(edit, path, before, after);
            leaves[0]++;
            if (Wording.exact(type, leaf.property()).isPresent() || leaf.isHidden()) {
                known.add(leaf);
            }
            return false;
        });
        boolean hidden = known.stream().anyMatch(Leaf::isHidden);
        boolean only = known.size() == 1 && leaves[0] == 1;
        if (!known.isEmpty()
                && (hidden || only || Wording.exact(type, edit.property()).isEmpty())) {
            List<Phrase> lines = new ArrayList<>(lines(edit, known));
            boolean deep = hidden
                    && edit.isElement()
                    && known.stream()
                            .filter(Leaf::isHidden)
                            .allMatch(leaf -> leaf.path().size() > 1);
            if (deep && !Values.words(edit.openedValue()).isEmpty()) {
                lines.add(0, whole(edit));
            }
            return lines;
        }
        return List.of(whole(edit));
    }

    private Phrase whole(Edit edit) {
        Object value = edit.openedValue();
        boolean named =
                edit.isElement() && Identity.name(edit.property(), value).isPresent();
        String words = named ? namedValue(value) : isOfSwitches(value) ? "" : Values.words(value);
        return told(labels.of(edit), edit.isAdded() ? "" : words, edit.isAdded() ? words : "", edit.isAdded());
    }

    /** The value beside a name; an element that has no such is told by its name alone. */
    private static String namedValue(Object element) {
        return Json.object(element).entrySet().stream()
                .filter(entry -> Labels.isValue(entry.getKey()))
                .map(entry -> Values.words(entry.getValue()))
                .findFirst()
                .orElse("");
    }

    /** A block of switches that is gone is not so: "removed: all of it true" would say the opposite. */
    private static boolean isOfSwitches(Object value) {
        return Json.object(value).values().stream().allMatch(PropertyDescriber::isSwitch);
    }

    private static Phrase told(Phrase label, String before, String after, boolean added) {
        if (before.isEmpty() && after.isEmpty()) {
            return Phrase.of(added ? "property.added" : "property.removed", label);
        }
        return added
                ? Phrase.of("property.added.value", label, after)
                : Phrase.of("property.removed.value", label, before);
    }

    private Optional<Phrase> line(Edit edit, Leaf leaf) {
        Optional<Wording> above = Wording.of(type, leaf.property());
        if (above.filter(Wording::isWhole).isPresent()) {
            return Optional.of(Phrase.of("property.changed", above.get().term()));
        }
        Object then = Values.opened(leaf.before());
        Object now = Values.opened(leaf.after());
        if (Values.isEmpty(then) && Values.isEmpty(now)) {
            return Optional.empty();
        }
        if (isHidden(then, now)) {
            return Optional.of(
                    Phrase.of("property." + happened(then, now), labels.hidden(edit, leaf.path(), leaf.property())));
        }
        if (isSwitch(now) && (isSwitch(then) || Values.isEmpty(then))) {
            Optional<Phrase> label = labels.ofSwitch(edit, leaf.path(), leaf.property());
            if (label.isPresent()) {
                return Optional.of(Phrase.of(isOn(now) ? "property.on" : "property.off", label.get()));
            }
        }
        Phrase label = labels.of(edit, leaf.path(), leaf.property());
        if (isSwitch(then) && Values.isEmpty(now)) {
            return Optional.of(Phrase.of("property.removed", label));
        }
        String before = Values.words(then);
        String after = Values.words(now);
        if (Values.isEmpty(then) || Values.isEmpty(now)) {
            return Optional.of(told(label, before, after, Values.isEmpty(then)));
        }
        // Of what may not be shown, or is too deep for a line, only that it changed.
        return Optional.of(
                before.isEmpty() || after.isEmpty()
                        ? Phrase.of("property.changed", label)
                        : changed(label, before, after));
    }

    /** What differs in two ARNs is enough. */
    private static Phrase changed(Phrase label, String before, String after) {
        String then = Names.shortened(before);
        String now = Names.shortened(after);
        boolean shorter = !then.equals(now) && isSameAccount(before, after);
        return Phrase.of("property.changed.value", label, shorter ? then : before, shorter ? now : after);
    }

    private static boolean isSameAccount(String before, String after) {
        String[] old = before.split(":", 6);
        String[] now = after.split(":", 6);
        return old.length == 6 && now.length == 6 && old[4].equals(now[4]) && old[3].equals(now[3]);
    }

    private static String happened(Object before, Object after) {
        return Values.isEmpty(before) ? "added" : Values.isEmpty(after) ? "removed" : "changed";
    }

    private static boolean isHidden(Object before, Object after) {
        return before instanceof Hidden || after instanceof Hidden;
    }

    private static boolean isSwitch(Object value) {
        return value instanceof Boolean || "true".equals(value) || "false".equals(value);
    }

    private static boolean isOn(Object value) {
        return "true".equals(String.valueOf(value));
    }

    /** In which order: what has a row, what has none, what nobody did. */
    int rank(Edit edit) {
        int rank = ranks.computeIfAbsent(edit.property(), this::rank);
        boolean last = SecurityGroupDescriber.isDescription(edit) || isStatusOfElement(edit);
        return last && rank < LAST ? LAST : rank;
    }

    private int rank(String property) {
        return Clocks.isClock(type, property)
                ? CLOCK
                : Wording.of(type, property)
                        .map(row -> row.isQuiet() ? 2_000 + row.rank() : row.rank())
                        .orElse(1_000);
    }

    /** Whether only how far AWS has come with something changed: {@code adding → active}. */
    private boolean isStatusOfElement(Edit edit) {
        return edit.isElement()
                && !edit.isAdded()
                && !edit.isRemoved()
                && AttachmentDescriber.noun(edit.path()).isPresent()
                && Leaf.of(edit, type).stream().allMatch(Leaf::isStatus);
    }

    /** What a policy is called; of an element of a list, with its name. */
    Phrase policy(Edit edit) {
        return labels.ofPolicy(edit);
    }
}
