package io.configrelay.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Opens stores in databases. */
public final class Stores {

    /** A commit waits for another process no longer than this. */
    private static final int BUSY_MILLIS = 10_000;

    /** Nobody waits longer for a connection. */
    private static final int WAIT_MILLIS = 5_000;

    private static final Pattern UNLOADABLE = Pattern.compile("(?i)native|UnsatisfiedLink");

    /** As SQLite says it: https://www.sqlite.org/rescode.html */
    private static final Pattern DAMAGED = Pattern.compile("SQLITE_(NOTADB|CORRUPT)");

    /** Where SQLite's own library is unpacked; otherwise in {@code java.io.tmpdir}. */
    private static final String UNPACKED_IN = "org.sqlite.tmpdir";

    private Stores() {}

    /** A store that can't be opened; the message is a sentence or two for an operator, without a secret. */
    public static final class CantOpenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private CantOpenException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The store in a folder, of one relay: SQLite. A commit is on the disk when it returns: write-ahead log, {@code
     * synchronous=FULL}, <a href="https://www.sqlite.org/pragma.html#pragma_synchronous">as SQLite says</a>.
     *
     * @param alone whether nobody else may be a relay on it meanwhile
     * @throws CantOpenException when it can't be
     */
    public static Store embedded(Path folder, boolean alone, Upkeep upkeep) {
        AutoCloseable lock = () -> {};
        try {
            makePrivate(folder);
            if (alone) {
                lock = lock(folder.resolve("relay.lock"));
            }
            unpackIn(folder, alone);
            HikariConfig config = config();
            config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("relay.db"));
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
            JdbcStore store = open(config, Dialect.SQLITE, upkeep, lock, "the store in %s/".formatted(folder));
            if (alone) {
                releaseAll(store, folder);
            }
            return store;
        } catch (IOException | CantOpenException e) {
            close(lock);
            if (e instanceof CantOpenException cantOpen) {
                throw cantOpen;
            }
            throw new CantOpenException(
                    "%s/ can't be written (%s). Name a folder that can, or relay.store = none."
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    /** What waits is as it came, with whatever secrets it has: a folder that isn't there yet is for its owner alone. */
    private static void makePrivate(Path folder) throws IOException {
        if (!Files.exists(folder)
                && Files.getFileStore(folder.toAbsolutePath().getRoot()).supportsFileAttributeView("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void releaseAll(JdbcStore store, Path folder) {
        try {
            store.releaseAll();
        } catch (StoreUnavailableException e) {
            store.close();
            throw new CantOpenException("the store in %s/ %s".formatted(folder, remedy(Dialect.SQLITE, e)), e);
        }
    }

    /** A folder for what is temporary may be read-only, or mounted without the right to execute; this one can be written. */
    private static void unpackIn(Path folder, boolean alone) throws IOException {
        if (System.getProperty(UNPACKED_IN) != null) {
            return;
        }
        if (alone) {
            // A process that was killed leaves its own behind.
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*")) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        }
        System.setProperty(UNPACKED_IN, folder.toAbsolutePath().toString());
    }

    /**
     * The store that replicas share: PostgreSQL.
     *
     * @throws CantOpenException when it can't be reached or is of a newer version
     */
    public static Store shared(String url, String user, String password, Upkeep upkeep) {
        HikariConfig config = config();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        // A database that is away without a word; the URL may say otherwise.
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "30");
        return open(config, Dialect.POSTGRESQL, upkeep, () -> {}, "the database");
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setConnectionTimeout(WAIT_MILLIS);
        return config;
    }

    private static JdbcStore open(
            HikariConfig config, Dialect dialect, Upkeep upkeep, AutoCloseable lock, String what) {
        HikariDataSource database;
        try {
            database = new HikariDataSource(config);
        } catch (RuntimeException e) {
            // The message of the pool or the driver may repeat the URL with what is secret in it.
            throw new CantOpenException(what + " " + remedy(dialect, e), e);
        }
        try {
            migrate(database, dialect, what);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return new JdbcStore(new Transactions(database, dialect, upkeep.watch()), dialect, upkeep, lock);
    }

    private static String remedy(Dialect dialect, RuntimeException failure) {
        if (dialect == Dialect.POSTGRESQL) {
            return "can't be opened. Check the URL, user and password, and that it runs.";
        }
        String message = String.valueOf(failure.getMessage());
        if (DAMAGED.matcher(message).find()) {
            return "is damaged. Move it away and start again; docs/operate.md says how to read from it what can be read.";
        }
        return UNLOADABLE.matcher(message).find()
                ? "can't be opened, because SQLite's library can't be loaded from it. Mount it without noexec."
                : "can't be opened. Look at its files' owner and the room on the disk.";
    }

    /** The tables as this version needs them; a newer relay's are left alone. */
    private static void migrate(HikariDataSource database, Dialect dialect, String what) {
        Flyway flyway = Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .table("relay_schema")
                // A database that others use, too, or an old relay's own table.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .ignoreMigrationPatterns(new String[0])
                .placeholders(Map.of("identity", dialect.identity()))
                .load();
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new CantOpenException(
                    "%s is of a newer config-relay than this one. Start that version again, or begin with another store."
                            .formatted(what),
                    e);
        } catch (FlywayException e) {
            throw new CantOpenException("%s can't be brought to this version: %s".formatted(what, e.getMessage()), e);
        }
    }

    private static AutoCloseable lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new CantOpenException(
                    "another relay uses %s/ already. Give each a folder of its own, or a database that they share."
                            .formatted(file.getParent()),
                    e);
        }
    }

    private static void close(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
