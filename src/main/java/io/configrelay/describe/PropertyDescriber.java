package io.configrelay.describe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any property of a resource: {@code Instance state: running → stopped}, {@code Deletion protection turned off}. */
final class PropertyDescriber implements Describer {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private static final Pattern WORD = Pattern.compile("[A-Z]?[^A-Z ]+");

    private final String type;

    /** @param type the resource's, which decides what its properties are called */
    PropertyDescriber(String type) {
        this.type = type;
    }

    @Override
    public List<Phrase> lines(Edit edit) {
        Optional<Wording> wording = Wording.of(type, edit.property());
        if (wording.filter(Wording::isWhole).isPresent()) {
            String happened = edit.isAdded() ? "added" : edit.isRemoved() ? "removed" : "changed";
            return List.of(Phrase.of("property." + happened, wording.get().term()));
        }
        Set<Phrase> lines = new LinkedHashSet<>();
        Differences.of(edit, (path, before, after) -> {
            lines.add(line(edit, String.join(".", path), before, after));
            return false;
        });
        return List.copyOf(lines);
    }

    private Phrase line(Edit edit, String path, Object before, Object after) {
        String property = edit.property() + (path.isEmpty() ? "" : "." + path);
        Optional<Wording> above = Wording.of(type, property);
        if (above.filter(Wording::isWhole).isPresent()) {
            return Phrase.of("property.changed", above.get().term());
        }
        Optional<Wording> own = above.filter(row -> row.path().length() == property.length());
        Phrase label = own.map(Wording::term)
                .orElseGet(() -> path.isEmpty() ? label(edit) : Phrase.of("label.part", label(edit), path));
        Object now = Values.opened(after);
        Object then = Values.opened(before);
        if (own.isPresent() && isSwitch(now) && (isSwitch(then) || isNothing(then))) {
            return Phrase.of(isOn(now) ? "property.on" : "property.off", label);
        }
        if (isNothing(then)) {
            return Phrase.of("property.added.value", label, Values.words(now));
        }
        return isNothing(now)
                ? Phrase.of("property.removed.value", label, Values.words(then))
                : Phrase.of("property.changed.value", label, Values.words(then), Values.words(now));
    }

    private static boolean isSwitch(Object value) {
        return value instanceof Boolean || "true".equals(value) || "false".equals(value);
    }

    private static boolean isOn(Object value) {
        return "true".equals(String.valueOf(value));
    }

    private static boolean isNothing(Object value) {
        return value == null || "".equals(value);
    }

    /** {@code Instance type t3.small}: what is told of a resource that came or went; none for everything else. */
    Optional<Phrase> particular(Edit edit) {
        String property = edit.property();
        return Wording.of(type, property)
                .filter(Wording::isParticular)
                .filter(row -> row.path().length() == property.length())
                .filter(row -> !isNothing(edit.value()) && !Boolean.FALSE.equals(edit.value()))
                .map(row -> Boolean.TRUE.equals(edit.value())
                        ? row.term()
                        : Phrase.of("particular", row.term(), Values.words(edit.value())));
    }

    /** In which order: what has a row, what has none, what nobody did. */
    int rank(Edit edit) {
        return Wording.of(type, edit.property())
                .map(row -> row.isQuiet() ? 2_000 + row.rank() : row.rank())
                .orElse(1_000);
    }

    /** What an edit's property is called; of an element of a list, with its name. */
    Phrase label(Edit edit) {
        String property = edit.property();
        Phrase label = Wording.of(type, property)
                .map(row -> label(row, property))
                .orElseGet(() -> new Phrase.Term(capital(words(property))));
        String name = Identity.name(edit);
        return name == null ? label : Phrase.of("label.named", label, name);
    }

    private static Phrase label(Wording row, String property) {
        if (property.length() == row.path().length()) {
            return row.term();
        }
        String below = words(property.substring(row.path().length() + 1)).toLowerCase(Locale.ROOT);
        return Phrase.of("label.part", row.term(), new Phrase.Term(below));
    }

    /** {@code CpuOptions.CoreCount} to {@code cpu options core count}; abbreviations stay as they are. */
    private static String words(String property) {
        String spaced = BETWEEN_WORDS.matcher(property.replace('.', ' ')).replaceAll(" ");
        return WORD.matcher(spaced)
                .replaceAll(word -> Matcher.quoteReplacement(word.group().toLowerCase(Locale.ROOT)));
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
