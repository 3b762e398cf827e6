package io.configrelay.describe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a property is called in the AWS console: a row of {@code properties.txt}.
 *
 * @param path small letters, such as {@code state.name}
 * @param words such as {@code Instance state}
 * @param hint {@code new}, {@code whole}, {@code quiet}, {@code clock} or empty
 * @param rank in which order a resource's properties are told
 */
record Wording(String path, String words, String hint, int rank) {

    /** Each end of a path is looked up; no resource has longer ones. */
    private static final int LONGEST = 1_000;

    /** By type, then by path; where two rows have one path, the first. */
    private static final Map<String, Map<String, Wording>> BY_TYPE = read();

    /** The wording of a property of a resource type, or of what it is a part of; none where there is no row. */
    static Optional<Wording> of(String type, String property) {
        Map<String, Wording> rows = BY_TYPE.get(type);
        if (rows == null || property.length() > LONGEST) {
            return Optional.empty();
        }
        Wording found = null;
        String path = property.toLowerCase(Locale.ROOT);
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            Wording row = rows.get(path.substring(0, end));
            if (row != null && (found == null || row.rank < found.rank)) {
                found = row;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The wording of just this property; none where only what it is a part of has a row. */
    static Optional<Wording> exact(String type, String property) {
        Map<String, Wording> rows = BY_TYPE.get(type);
        return rows == null ? Optional.empty() : Optional.ofNullable(rows.get(property.toLowerCase(Locale.ROOT)));
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
        return hint.equals("quiet") || isClock();
    }

    /** Whether AWS moves it on by itself. */
    boolean isClock() {
        return hint.equals("clock");
    }

    private static Map<String, Map<String, Wording>> read() {
        Map<String, Map<String, Wording>> byType = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Wording.class.getResourceAsStream("properties.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\\s*\\|\\s*", -1);
                    Map<String, Wording> rows = byType.computeIfAbsent(cells[0], type -> new HashMap<>());
                    String path = cells[1].toLowerCase(Locale.ROOT);
                    String hint = cells.length > 3 ? cells[3].strip() : "";
                    rows.putIfAbsent(path, new Wording(path, cells[2].strip(), hint, rows.size()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byType;
    }
}
