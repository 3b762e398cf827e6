package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected outputs as files in {@code src/test/resources/golden}. {@code mvn test -Dgolden.update=true} writes them anew;
 * the change is then read in the diff like any other.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** Compares the whole text with the file of this name. */
    public static void assertMatches(String file, String actual) {
        Path path = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, actual);
            }
            assertThat(actual).as(path.toString()).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
