package io.configrelay.rules;

import java.nio.file.Path;

/**
 * Something in a file that has to be changed.
 *
 * @param file where
 * @param line from 1; 0 where the whole file is meant
 * @param text what is wrong, and what would be right
 */
public record Mistake(Path file, int line, String text) {

    /** {@code routes/channels/web.camel.yaml:12: format: 'block' is not one of …}. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + text;
    }
}
