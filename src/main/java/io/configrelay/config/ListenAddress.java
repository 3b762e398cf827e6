package io.configrelay.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where something is served. What serves there would not say at the start that it can't. */
public final class ListenAddress {

    private ListenAddress() {}

    /**
     * Tries whether this address can be listened at.
     *
     * @param prefix of the settings {@code <prefix>.host} and {@code <prefix>.port}
     * @param what is served there, for the error
     * @throws BadConfigurationException when it can't
     */
    public static void check(Settings settings, String prefix, String what) {
        String host = settings.text(prefix + ".host");
        int port = settings.number(prefix + ".port", 0, 65535);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.setReuseAddress(true);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadConfigurationException(
                    "application.properties: %1$s.port: %2$s can't be served at %3$s:%4$d: %5$s. Choose another port or %1$s.host."
                            .formatted(prefix, what, host, port, e.getMessage()),
                    e);
        }
    }
}
