package io.configrelay.sandbox;

import io.configrelay.Folders;
import io.configrelay.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PostgreSQL server of this machine, in a folder of its own, on a free port of 127.0.0.1. */
public final class PostgresServer implements AutoCloseable {

    /** Who may use it. */
    public static final String USER = "relay";

    public static final String PASSWORD = "dbpassword";

    /** PostgreSQL doesn't run as root; this user owns nothing. */
    private static final String NOBODY = "65534";

    private final Path folder;
    private final List<String> serve;
    private final String url;
    private Process process;

    private PostgresServer(Path folder, List<String> serve, String url) {
        this.folder = folder;
        this.serve = serve;
        this.url = url;
    }

    /** The folder with its programs: Debian's, which is not in the PATH, or that of the PATH; nothing where it isn't installed. */
    private static Optional<Path> programs() {
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.of()) {
            List<Path> folders = new ArrayList<>(
                    versions.map(version -> version.resolve("bin")).toList());
            Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of).forEach(folders::add);
            return folders.stream()
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is one to start. */
    public static boolean isInstalled() {
        return programs().isPresent();
    }

    /** Starts it. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Path bin = programs().orElseThrow();
        Path folder = Files.createTempDirectory("postgres-");
        List<String> asNobody = List.of();
        if ("root".equals(System.getProperty("user.name"))) {
            asNobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
            run(List.of("chown", NOBODY + ":" + NOBODY, folder.toString()), folder);
        }
        Path password = Files.writeString(Files.createTempFile("postgres-", ".password"), PASSWORD);
        run(List.of("chmod", "644", password.toString()), folder);
        String data = folder.resolve("data").toString();
        List<String> init = new ArrayList<>(asNobody);
        init.addAll(List.of(bin.resolve("initdb").toString(), "-D", data, "-U", USER, "-A", "scram-sha-256"));
        init.addAll(List.of("-E", "UTF8", "--no-locale", "--no-sync", "--pwfile=" + password));
        run(init, folder);
        Files.delete(password);
        int port = FreePort.find();
        List<String> serve = new ArrayList<>(asNobody);
        serve.addAll(List.of(bin.resolve("postgres").toString(), "-D", data, "-p", String.valueOf(port)));
        serve.addAll(List.of("-h", "127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"));
        PostgresServer server =
                new PostgresServer(folder, serve, "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port));
        server.comeBack();
        return server;
    }

    /** It is ended in the midst of what it does; what was committed is there when it comes back. */
    public void goAway() {
        try {
            // At once, and yet it takes its children and its shared memory along.
            run(List.of("kill", "-QUIT", String.valueOf(process.pid())), folder);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.onExit().join();
    }

    /** Starts it with the data that it has. */
    public void comeBack() throws IOException {
        process = new ProcessBuilder(serve)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await();
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    private void await() throws IOException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url, USER, PASSWORD).close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    close();
                    throw new IOException("PostgreSQL doesn't start", e);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** Its JDBC URL. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        goAway();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
