package io.configrelay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for what can't choose one by itself, or has to come back to the same. */
public final class FreePort {

    /**
     * A byte for each port. Who has locked it, of all tests on this machine, has the port until its process ends. Never
     * closed, because with it all locks of this process would go.
     */
    private static final FileChannel RESERVED = reserved();

    private FreePort() {}

    private static FileChannel reserved() {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"), "config-relay-test-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A port of 127.0.0.1 that is free, and that no other test is given as long as this process lives. Below those that
     * the kernel gives to connections, so that none of these takes it before the one that it is for.
     */
    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            if (!reserve(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // It is in use by something else.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean reserve(int port) {
        try {
            return RESERVED.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
