package io.configrelay.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The notifications in {@code src/test/resources/events}. */
public final class SampleEvents {

    /** The three of the article: a route added, a network ACL's entry added, a security group opened. */
    public static final List<String> SEED = List.of("route-table", "network-acl", "security-group");

    private SampleEvents() {}

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
