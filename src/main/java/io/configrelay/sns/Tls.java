package io.configrelay.sns;

import io.configrelay.config.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The certificate that the SNS endpoint serves TLS with, as {@code relay.sns.tls.*} name it. */
final class Tls {

    private static final String PREFIX = "relay.sns.tls.";

    private Tls() {}

    /**
     * Reads the files.
     *
     * @return nothing when none are named: plain HTTP, behind a proxy
     * @throws io.configrelay.config.BadConfigurationException when one is missing
     */
    static Optional<KeyCertOptions> of(Settings settings) {
        boolean pem = named(settings, "certificate") || named(settings, "key");
        boolean keystore = named(settings, "keystore");
        if (pem && keystore) {
            throw Settings.mistake(
                    PREFIX + "keystore", "a PEM certificate is named too. Set either this, or certificate and key.");
        }
        if (pem) {
            return Optional.of(new PemKeyCertOptions()
                    .setCertValue(file(settings, "certificate"))
                    .setKeyValue(file(settings, "key")));
        }
        return keystore
                ? Optional.of(new PfxOptions()
                        .setValue(file(settings, "keystore"))
                        .setPassword(settings.text(PREFIX + "password")))
                : Optional.empty();
    }

    private static boolean named(Settings settings, String key) {
        return !settings.text(PREFIX + key).isEmpty();
    }

    private static Buffer file(Settings settings, String key) {
        String name = settings.text(PREFIX + key);
        if (name.isEmpty()) {
            throw Settings.mistake(PREFIX + key, "is empty. A PEM certificate needs both certificate and key.");
        }
        try {
            return Buffer.buffer(Files.readAllBytes(Path.of(name)));
        } catch (IOException e) {
            throw Settings.mistake(
                    PREFIX + key,
                    "the file %s can't be read (%s)."
                            .formatted(name, e.getClass().getSimpleName()));
        }
    }
}
