package io.configrelay.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** A store in a database: each method that writes is one transaction. Plain SQL, the tables of {@code db/migration}. */
final class JdbcStore implements Store {

    /** The class of what is wrong with the data, and not with the database: data exceptions. */
    private static final Pattern REFUSED = Pattern.compile("22");

    private static final String PROCESSOR = "config-relay";

    /** So many old keys are removed at a time, so that nobody waits for it. */
    private static final int CLEANED = 1_000;

    /** So many rows come from the database at a time. */
    private static final int FETCHED = 50;

    private static final String DELIVERED =
            "INSERT INTO relay_delivered (processorName, messageId, createdAt) VALUES ('" + PROCESSOR
                    + "', ?, ?) ON CONFLICT DO NOTHING";

    private static final String KNOWN = "SELECT 1 FROM relay_delivered WHERE processorName = '" + PROCESSOR
            + "' AND messageId = ? UNION ALL SELECT 1 FROM relay_parked WHERE messageId = ?";

    private static final String NOT_DELIVERED =
            "DELETE FROM relay_delivered WHERE processorName = '" + PROCESSOR + "' AND messageId = ?";

    /** No channel's key, because each has a slash. */
    private static final String PROBE = "probe";

    private static final String PARK =
            "INSERT INTO relay_parked (channel, messageId, turn, receivedAt, failingSince, notificationId, notification,"
                    + " sqsMessageId, held, size, claimedUntil) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING";

    private static final String NOT_PARKED = "DELETE FROM relay_parked WHERE messageId = ?";

    private static final String NEXT = "SELECT id, channel, messageId, turn, receivedAt, failingSince, notificationId,"
            + " notification, sqsMessageId, held FROM relay_parked WHERE channel = ? AND turn BETWEEN ? AND ?"
            + " AND (receivedAt < ? OR turn = " + Turn.GRAVE.number() + ") AND claimedUntil < ?"
            + " ORDER BY turn DESC, receivedAt, id LIMIT ?";

    private static final String CLAIM = "UPDATE relay_parked SET claimedUntil = ? WHERE messageId = ?";

    /** So many characters are taken at a time, or one event. */
    private static final int LONGEST = 8_000_000;

    private static final String FAILING =
            "UPDATE relay_parked SET claimedUntil = 0, failingSince = COALESCE(failingSince, ?) WHERE messageId = ?";

    private static final String RELEASE = "UPDATE relay_parked SET claimedUntil = 0 WHERE messageId = ?";

    private static final String RELEASE_ALL = "UPDATE relay_parked SET claimedUntil = 0 WHERE claimedUntil > 0";

    private static final String BACKLOGS = "SELECT channel, turn, COUNT(*), MIN(receivedAt) FROM relay_parked"
            + " WHERE claimedUntil < ? GROUP BY channel, turn ORDER BY channel, turn";

    private static final String SIZE = "SELECT COALESCE(SUM(size), 0) FROM relay_parked";

    private static final String CLEAN = "DELETE FROM relay_delivered WHERE (processorName, messageId) IN (SELECT"
            + " processorName, messageId FROM relay_delivered WHERE createdAt < ? LIMIT " + CLEANED + ")";

    private final HikariDataSource database;
    private final Dialect dialect;
    private final Upkeep upkeep;
    private final AutoCloseable lock;

    /** SQLite has one writer; others would fail instead of waiting in order. */
    private final Lock writing = new ReentrantLock();

    /** @param lock of the folder that it is in; closed with it */
    JdbcStore(HikariDataSource database, Dialect dialect, Upkeep upkeep, AutoCloseable lock) {
        this.database = database;
        this.dialect = dialect;
        this.upkeep = upkeep;
        this.lock = lock;
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What a row of a batch has. */
    private interface Row<T> {
        void fill(PreparedStatement statement, T of) throws SQLException;
    }

    private <T> T read(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            T read = work.on(connection);
            upkeep.watch().works(false);
            return read;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private <T> T write(Work<T> work) {
        boolean alone = dialect == Dialect.SQLITE;
        if (alone) {
            writing.lock();
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.on(connection);
                connection.commit();
                upkeep.watch().works(true);
                return done;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            if (alone) {
                writing.unlock();
            }
        }
    }

    private void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // SQLite has rolled back by itself, when the disk was full, and the connection doesn't know.
            failure.addSuppressed(e);
            database.evictConnection(connection);
        }
    }

    private RuntimeException unavailable(SQLException e) {
        if (REFUSED.matcher(String.valueOf(e.getSQLState())).lookingAt()) {
            return new IllegalArgumentException("The store can't hold this: " + e.getMessage(), e);
        }
        upkeep.watch().fails(e.getMessage());
        return new StoreUnavailableException("The store (relay.store) can't be used: " + e.getMessage(), e);
    }

    private static <T> void batch(Connection connection, String sql, Collection<T> rows, Row<T> row)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T one : rows) {
                row.fill(statement, one);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Nobody has taken anything: for a store of one relay, when that begins. */
    void releaseAll() {
        write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE_ALL)) {
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public boolean isShared() {
        return dialect == Dialect.POSTGRESQL;
    }

    @Override
    public boolean isKnown(String key) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
                statement.setString(1, key);
                statement.setString(2, key);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public void delivered(Collection<String> keys) {
        Timestamp now = Timestamp.from(upkeep.clock().instant());
        write(connection -> {
            batch(connection, DELIVERED, keys, (statement, key) -> {
                statement.setString(1, key);
                statement.setTimestamp(2, now);
            });
            batch(connection, NOT_PARKED, keys, (statement, key) -> statement.setString(1, key));
            return null;
        });
    }

    @Override
    public void park(Collection<Parked> events) {
        write(connection -> {
            batch(connection, PARK, events, JdbcStore::fill);
            return null;
        });
    }

    private static void fill(PreparedStatement statement, Parked event) throws SQLException {
        statement.setString(1, event.channel());
        statement.setString(2, event.key());
        statement.setInt(3, event.turn().number());
        statement.setLong(4, event.receivedAt().toEpochMilli());
        if (event.failingSince().isPresent()) {
            statement.setLong(5, event.failingSince().get().toEpochMilli());
        } else {
            statement.setNull(5, Types.BIGINT);
        }
        statement.setString(6, event.id());
        statement.setString(7, event.notification());
        statement.setString(8, event.sqsMessageId().orElse(null));
        statement.setInt(9, event.held() ? 1 : 0);
        statement.setInt(10, event.notification().length());
    }

    @Override
    public List<Parked> take(String channel, int most, Due due, Instant until) {
        return write(connection -> {
            List<Parked> taken = next(connection, channel, most, due);
            claim(connection, taken.stream().map(Parked::key).toList(), until);
            return taken;
        });
    }

    private List<Parked> next(Connection connection, String channel, int most, Due due) throws SQLException {
        List<Parked> next = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NEXT + dialect.passingOver())) {
            statement.setFetchSize(FETCHED);
            statement.setString(1, channel);
            statement.setInt(2, due.least().number());
            statement.setInt(3, due.most().number());
            statement.setLong(4, due.beforeMillis());
            statement.setLong(5, upkeep.clock().millis());
            statement.setInt(6, most);
            long length = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (length < LONGEST && row.next()) {
                    Parked event = parked(row);
                    length += event.notification().length();
                    next.add(event);
                }
            }
        }
        return next;
    }

    private static Parked parked(ResultSet row) throws SQLException {
        long failingSince = row.getLong(6);
        boolean tried = !row.wasNull();
        return new Parked(
                row.getString(2),
                row.getString(3),
                Turn.of(row.getInt(4)),
                row.getInt(10) == 1,
                Instant.ofEpochMilli(row.getLong(5)),
                tried ? Optional.of(Instant.ofEpochMilli(failingSince)) : Optional.empty(),
                row.getString(7),
                row.getString(8),
                Optional.ofNullable(row.getString(9)));
    }

    @Override
    public void release(Collection<String> keys) {
        each(RELEASE, keys);
    }

    private void each(String sql, Collection<String> keys) {
        write(connection -> {
            batch(connection, sql, keys, (statement, key) -> statement.setString(1, key));
            return null;
        });
    }

    @Override
    public void failing(Collection<String> keys, Instant since) {
        write(connection -> {
            batch(connection, FAILING, keys, (statement, key) -> {
                statement.setLong(1, since.toEpochMilli());
                statement.setString(2, key);
            });
            return null;
        });
    }

    @Override
    public void forget(Collection<String> keys) {
        each(NOT_PARKED, keys);
    }

    @Override
    public void claim(Collection<String> keys, Instant until) {
        write(connection -> {
            claim(connection, keys, until);
            return null;
        });
    }

    private static void claim(Connection connection, Collection<String> keys, Instant until) throws SQLException {
        batch(connection, CLAIM, keys, (statement, key) -> {
            statement.setLong(1, until.toEpochMilli());
            statement.setString(2, key);
        });
    }

    @Override
    public void probe() {
        Timestamp now = Timestamp.from(upkeep.clock().instant());
        write(connection -> {
            batch(connection, NOT_DELIVERED, List.of(PROBE), (statement, key) -> statement.setString(1, key));
            batch(connection, DELIVERED, List.of(PROBE), (statement, key) -> {
                statement.setString(1, key);
                statement.setTimestamp(2, now);
            });
            return null;
        });
    }

    @Override
    public List<Backlog> backlogs() {
        return read(connection -> {
            List<Backlog> backlogs = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(BACKLOGS)) {
                statement.setLong(1, upkeep.clock().millis());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        backlogs.add(new Backlog(
                                row.getString(1),
                                Turn.of(row.getInt(2)),
                                row.getInt(3),
                                Instant.ofEpochMilli(row.getLong(4))));
                    }
                }
            }
            return backlogs;
        });
    }

    @Override
    public long size() {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SIZE);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void clean() {
        Timestamp before = Timestamp.from(upkeep.clock().instant().minus(upkeep.keep()));
        int removed;
        do {
            removed = write(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(CLEAN)) {
                    statement.setTimestamp(1, before);
                    return statement.executeUpdate();
                }
            });
        } while (removed == CLEANED);
    }

    @Override
    public void close() {
        database.close();
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
