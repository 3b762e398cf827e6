package io.configrelay.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The lists of account ids that {@code {{accounts:payments}}} reads: {@code accounts/payments.txt} in the folder of the
 * routes, an id a line. What stands behind an id, and lines that begin with {@code #}, are for people.
 *
 * @param routes the folder of the routes
 */
public record AccountLists(Path routes) implements PropertiesFunction {

    @Override
    public String getName() {
        return "accounts";
    }

    /** The ids as a JsonPath filter has them, {@code '123456789012', '210987654321'}; null where there is no list. */
    @Override
    public String apply(String name) {
        Path file = routes.resolve("accounts").resolve(name + ".txt");
        if (!name.matches("[\\w-]+") || !Files.isReadable(file)) {
            return null;
        }
        try {
            return TextFile.read(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> "'" + line.split("\\s", 2)[0].replace("'", "") + "'")
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
