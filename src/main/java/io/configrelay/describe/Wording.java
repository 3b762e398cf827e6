package io.configrelay.describe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a property is called in the AWS console: a row of {@code properties.txt}.
 *
 * @param path small letters, such as {@code state.name}
 * @param words such as {@code Instance state}
 * @param hint {@code new}, {@code whole}, {@code quiet} or empty
 * @param rank in which order a resource's properties are told
 */
record Wording(String path, String words, String hint, int rank) {

    private static final Map<String, List<Wording>> BY_TYPE = read();

    /** The wording of a property of a resource type; none where there is no row. */
    static Optional<Wording> of(String type, String property) {
        String path = property.toLowerCase(Locale.ROOT);
        return BY_TYPE.getOrDefault(type, List.of()).stream()
                .filter(wording -> path.equals(wording.path) || path.startsWith(wording.path + "."))
                .findFirst();
    }

    /** The words, in whatever language. */
    Phrase term() {
        return new Phrase.Term(words);
    }

    /** Whether it is told of a resource that came or went. */
    boolean isParticular() {
        return hint.equals("new");
    }

    /** Whether only that it changed is told. */
    boolean isWhole() {
        return hint.equals("whole");
    }

    /** Whether it is told last. */
    boolean isQuiet() {
        return hint.equals("quiet");
    }

    private static Map<String, List<Wording>> read() {
        Map<String, List<Wording>> byType = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Wording.class.getResourceAsStream("properties.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\\s*\\|\\s*", -1);
                    List<Wording> rows = byType.computeIfAbsent(cells[0], type -> new ArrayList<>());
                    rows.add(new Wording(
                            cells[1].toLowerCase(Locale.ROOT),
                            cells[2].strip(),
                            cells.length > 3 ? cells[3].strip() : "",
                            rows.size()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byType;
    }
}
