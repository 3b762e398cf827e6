package io.configrelay.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files below the folder of the routes. Links are followed, because a folder may be mounted elsewhere; what begins
 * with a dot isn't looked at, because Kubernetes keeps each version of a mounted file in such a folder once more.
 */
public final class RouteFiles {

    private RouteFiles() {}

    /** The routes, in the order of their names; none where there is no folder. */
    public static List<Path> routes(Path folder) {
        return endingIn(".camel.yaml", folder);
    }

    /** The tests beside them, likewise. */
    static List<Path> tests(Path folder) {
        return endingIn(".test.yaml", folder);
    }

    /** The lists of accounts, likewise. */
    static List<Path> accounts(Path folder) {
        return endingIn(".txt", folder.resolve("accounts"));
    }

    private static List<Path> endingIn(String end, Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHidden(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }
}
