package io.configrelay;

import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that is named on the command line; {@code -} is the standard input. */
final class GivenFile {

    private GivenFile() {}

    /**
     * What is in it.
     *
     * @throws BadConfigurationException when it can't be read, or its encoding is unknown
     */
    static String text(String file) throws IOException {
        try {
            if (file.equals("-")) {
                return TextFile.decode(System.in.readAllBytes());
            }
            if (!Files.isRegularFile(Path.of(file)) || !Files.isReadable(Path.of(file))) {
                throw new BadConfigurationException(List.of("%s: this file can't be read.".formatted(file)));
            }
            return TextFile.read(Path.of(file));
        } catch (TextFile.UnknownEncodingException e) {
            String name = file.equals("-") ? "the standard input" : file;
            throw new BadConfigurationException(List.of("%s: %s.".formatted(name, e.getMessage())));
        }
    }
}
