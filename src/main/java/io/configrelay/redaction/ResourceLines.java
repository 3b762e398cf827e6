package io.configrelay.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a resource file beside this package, without comments ({@code #}) and empty lines. */
final class ResourceLines {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private ResourceLines() {}

    /** Each line as its words; the last one of at most {@code columns} has the rest of the line. */
    static List<String[]> of(String file, int columns) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ResourceLines.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> BLANKS.split(line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
