package io.configrelay.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The notifications in {@code src/test/resources/events}. */
public final class SampleEvents {

    /** The three of the article: a route added, a network ACL's entry added, a security group opened. */
    public static final List<String> SEED = List.of("route-table", "network-acl", "security-group");

    private static final Path FOLDER = Path.of("src/test/resources/events");

    private SampleEvents() {}

    /** The names of all, the article's first. */
    static List<String> names() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return Stream.concat(
                            SEED.stream(),
                            files.map(file -> FOLDER.relativize(file).toString())
                                    .filter(name -> name.startsWith("messages/") && name.endsWith(".json"))
                                    .map(name -> name.replaceFirst("\\.json$", ""))
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of one of them, by its file's name without {@code .json}. */
    public static String text(String name) {
        try (InputStream file = SampleEvents.class.getResourceAsStream("/events/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no sample event " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
