package io.configrelay.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where metrics and health are served. Camel would go on without them when it can't listen there. */
public final class ManagementPort {

    private ManagementPort() {}

    /**
     * Tries whether this address can be listened at.
     *
     * @throws BadConfigurationException when it can't
     */
    public static void check(String host, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.setReuseAddress(true);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadConfigurationException(
                    ("application.properties: relay.management.port: metrics and health can't be served at %s:%d: %s."
                                    + " Choose another port or relay.management.host.")
                            .formatted(host, port, e.getMessage()),
                    e);
        }
    }
}
