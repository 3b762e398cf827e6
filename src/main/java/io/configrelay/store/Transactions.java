package io.configrelay.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Uses a database, and says of each use how it went. */
final class Transactions {

    /** The class of what is wrong with the data, and not with the database: data exceptions. */
    private static final Pattern REFUSED = Pattern.compile("22");

    private final HikariDataSource database;
    private final StoreWatch watch;

    /** Whether its writes come one after the other; others would fail instead of waiting in order. */
    private final boolean oneWriter;

    private final Lock writing = new ReentrantLock();

    Transactions(HikariDataSource database, Dialect dialect, StoreWatch watch) {
        this.database = database;
        this.oneWriter = dialect == Dialect.SQLITE;
        this.watch = watch;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Reads.
     *
     * @throws StoreUnavailableException when that can't be done at the moment
     */
    <T> T read(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * Writes, all or nothing.
     *
     * @throws StoreUnavailableException when that can't be done at the moment
     * @throws IllegalArgumentException when it never can be
     */
    <T> T write(Work<T> work) {
        if (oneWriter) {
            writing.lock();
        }
        try (Connection connection = database.getConnection()) {
            try {
                connection.setAutoCommit(false);
                T done = work.on(connection);
                // Commits. SQLite's driver has commit() begin the next transaction, which may fail for itself.
                connection.setAutoCommit(true);
                watch.written();
                return done;
            } catch (SQLException | RuntimeException e) {
                // A driver may be wrong about whether a transaction is open; the end of the connection is that of both.
                database.evictConnection(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            if (oneWriter) {
                writing.unlock();
            }
        }
    }

    private RuntimeException unavailable(SQLException e) {
        if (REFUSED.matcher(String.valueOf(e.getSQLState())).lookingAt()) {
            return new IllegalArgumentException("The store can't hold this: " + e.getMessage(), e);
        }
        watch.fails(e.getMessage());
        return new StoreUnavailableException("The store (relay.store) can't be used: " + e.getMessage(), e);
    }

    void close() {
        database.close();
    }
}
