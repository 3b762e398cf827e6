package io.configrelay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The files that {@code {{file:/run/secrets/slack-network}}} reads: one secret each, as Docker, Kubernetes and systemd
 * mount them. A line end behind it doesn't belong to it. Read anew at each use.
 */
public final class SecretFile implements PropertiesFunction {

    /** No secret is so long; what is, was named by mistake. */
    private static final long LONGEST = 64 * 1024;

    @Override
    public String getName() {
        return "file";
    }

    /**
     * Reads a secret.
     *
     * @throws SecretUnavailableException when there is none
     */
    @Override
    public String apply(String name) {
        Path file = Path.of(name);
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw unavailable(file, "is no file. Name the file that holds the secret", null);
            }
            if (Files.size(file) > LONGEST) {
                throw unavailable(file, "is longer than any secret. Name the file that holds only the secret", null);
            }
            String secret = TextFile.read(file).strip();
            if (secret.isEmpty()) {
                throw unavailable(file, "is empty. Write the secret to it", null);
            }
            return secret;
        } catch (NoSuchFileException e) {
            throw unavailable(file, "does not exist. Mount or write it where config-relay is started", e);
        } catch (IOException e) {
            throw unavailable(file, "can't be read (%s)".formatted(e.getClass().getSimpleName()), e);
        }
    }

    private static SecretUnavailableException unavailable(Path file, String problem, IOException cause) {
        return new SecretUnavailableException("the file %s %s.".formatted(file, problem), cause);
    }
}
