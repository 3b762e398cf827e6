package io.configrelay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The product's routes where a test may change them. */
final class TestRoutes {

    private TestRoutes() {}

    /** A copy of {@code routes/} in this folder. */
    static Path copy(Path folder) throws IOException {
        Path routes = Path.of("routes");
        Path copy = folder.resolve("routes");
        try (Stream<Path> tree = Files.walk(routes)) {
            for (Path source : tree.toList()) {
                Files.copy(source, copy.resolve(routes.relativize(source).toString()));
            }
        }
        return copy;
    }
}
