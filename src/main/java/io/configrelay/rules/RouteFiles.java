package io.configrelay.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files below the folder of the routes. Links are followed, because a folder may be mounted elsewhere; what begins
 * with a dot isn't looked at, because Kubernetes keeps each version of a mounted file in such a folder once more.
 */
public final class RouteFiles {

    private static final String ROUTES = ".camel.yaml";
    private static final String TESTS = ".test.yaml";

    /** Its stem, and what people write behind it. */
    private static final Pattern YAML =
            Pattern.compile("(.+?)(?:\\.(?:camel|test))?\\.ya?ml", Pattern.CASE_INSENSITIVE);

    private RouteFiles() {}

    /** The routes, in the order of their names; none where there is no folder. */
    public static List<Path> routes(Path folder) {
        return endingIn(ROUTES, folder);
    }

    /** The tests beside them, likewise. */
    static List<Path> tests(Path folder) {
        return endingIn(TESTS, folder);
    }

    /** The lists of accounts, likewise. */
    static List<Path> accounts(Path folder) {
        return endingIn(".txt", folder.resolve("accounts"));
    }

    /** Other YAML files beside them, of which nothing is read, in the order of their names. */
    static List<Path> others(Path folder) {
        return files(folder, name -> YAML.matcher(name).matches() && !name.endsWith(ROUTES) && !name.endsWith(TESTS));
    }

    /** What a file of {@link #others} had to be called to be read: a test where its name says so, else a route. */
    static String name(Path other) {
        String name = other.getFileName().toString();
        String stem = YAML.matcher(name).replaceFirst("$1");
        return stem + (name.toLowerCase(Locale.ROOT).contains(".test.") ? TESTS : ROUTES);
    }

    private static List<Path> endingIn(String end, Path folder) {
        return files(folder, name -> name.endsWith(end));
    }

    private static List<Path> files(Path folder, Predicate<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(file -> wanted.test(file.getFileName().toString()))
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
