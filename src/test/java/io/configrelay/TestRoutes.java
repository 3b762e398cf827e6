package io.configrelay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The product's routes where a test may change them. */
public final class TestRoutes {

    private TestRoutes() {}

    /**
     * A copy of {@code routes/} in this folder with one channel, {@code all}, that gets every event.
     *
     * @param parameters further parameters, {@code name: value}
     */
    public static Path ofOneChannel(Path folder, String webhook, String... parameters) throws IOException {
        Path routes = copy(folder);
        for (String channel : new String[] {"network", "security", "all-changes"}) {
            Files.delete(routes.resolve("channels/" + channel + ".camel.yaml"));
        }
        write(routes.resolve("channels"), "all", "$", webhook, parameters);
        return routes;
    }

    /** Writes a channel's file as an editor does: whole, beside the old one, then in its place. */
    public static void write(Path channels, String name, String match, String webhook, String... parameters)
            throws IOException {
        Path written = Files.writeString(channels.resolve(name + ".tmp"), channel(name, match, webhook, parameters));
        Files.move(written, channels.resolve(name + ".camel.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String channel(String name, String match, String webhook, String... parameters) {
        StringBuilder file = new StringBuilder("""
                - templatedRoute:
                    routeTemplateRef: slack-channel
                    routeId: channel-%s
                    parameters:
                      - name: name
                        value: %s
                      - name: match
                        value: %s
                      - name: webhook
                        value: "%s"
                """.formatted(name, name, match, webhook));
        for (String parameter : parameters) {
            String[] pair = parameter.split(": ", 2);
            file.append("      - name: %s\n        value: \"%s\"\n".formatted(pair[0], pair[1]));
        }
        return file.toString();
    }

    /** A copy of {@code routes/} in this folder. */
    static Path copy(Path folder) throws IOException {
        return Folders.copy(Path.of("routes"), folder.resolve("routes"));
    }
}
