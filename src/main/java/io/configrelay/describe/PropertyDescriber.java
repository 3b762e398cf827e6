package io.configrelay.describe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any property of any resource: {@code State name: running → stopped}. */
final class PropertyDescriber implements Describer {

    @Override
    public List<String> lines(Edit edit) {
        String label = label(edit.path());
        if (edit.isAdded() || edit.isRemoved()) {
            return List.of(
                    label + (edit.isAdded() ? " added: " : " removed: ") + Values.words(Values.opened(edit.value())));
        }
        return Values.differences(edit.before(), edit.after()).entrySet().stream()
                .map(difference -> line(label, difference))
                .toList();
    }

    private static String line(String label, Map.Entry<String, Object[]> difference) {
        String path = difference.getKey().isEmpty() ? label : label + ", " + difference.getKey();
        Object before = difference.getValue()[0];
        Object after = difference.getValue()[1];
        if (before == null) {
            return path + " added: " + Values.words(after);
        }
        return after == null
                ? path + " removed: " + Values.words(before)
                : path + ": " + Values.words(before) + " → " + Values.words(after);
    }

    /** {@code Configuration.CpuOptions.CoreCount} to {@code Cpu options core count}; abbreviations stay as they are. */
    private static String label(String path) {
        String spaced = path.replaceFirst("^(Configuration|SupplementaryConfiguration)\\.", "")
                .replace('.', ' ')
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
        String words = Pattern.compile("[A-Z]?[^A-Z ]+")
                .matcher(spaced)
                .replaceAll(word -> Matcher.quoteReplacement(word.group().toLowerCase(Locale.ROOT)));
        return words.isEmpty() ? path : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
