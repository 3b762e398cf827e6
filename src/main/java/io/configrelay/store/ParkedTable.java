package io.configrelay.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is parked: the table {@code relay_parked}. */
final class ParkedTable {

    /** So many rows come from the database at a time. */
    private static final int FETCHED = 50;

    private static final String PARK =
            "INSERT INTO relay_parked (channel, messageId, turn, receivedAt, failingSince, notificationId, notification,"
                    + " sqsMessageId, held, size, claimedUntil) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING";

    private static final String NOT_PARKED = "DELETE FROM relay_parked WHERE messageId = ?";

    private static final String NEXT = "SELECT id, channel, messageId, turn, receivedAt, failingSince, notificationId,"
            + " notification, sqsMessageId, held FROM relay_parked WHERE channel = ? AND turn BETWEEN ? AND ?"
            + " AND (receivedAt < ? OR turn = " + Turn.GRAVE.number() + ") AND claimedUntil < ?"
            + " ORDER BY turn DESC, receivedAt, id LIMIT ?";

    private static final String CLAIM = "UPDATE relay_parked SET claimedUntil = ? WHERE messageId = ?";

    /** Of what has come to its end meanwhile, nothing. */
    private static final String RENEW = CLAIM + " AND claimedUntil > 0";

    /** So many characters are taken at a time, or one event. */
    private static final int LONGEST = 8_000_000;

    private static final String FAILING = "UPDATE relay_parked SET claimedUntil = 0, failingSince ="
            + " COALESCE(failingSince, CASE WHEN receivedAt > ? THEN receivedAt ELSE ? END) WHERE messageId = ?";

    private static final String RELEASE = "UPDATE relay_parked SET claimedUntil = 0 WHERE messageId = ?";

    private static final String RELEASE_ALL = "UPDATE relay_parked SET claimedUntil = 0 WHERE claimedUntil > 0";

    static final String BACKLOGS = "SELECT channel, turn, COUNT(*), MIN(receivedAt) FROM relay_parked"
            + " WHERE claimedUntil < ? GROUP BY channel, turn ORDER BY channel, turn";

    static final String SIZE = "SELECT COALESCE(SUM(size), 0) FROM relay_parked";

    private final Dialect dialect;

    ParkedTable(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What is parked already stays as it is. */
    static void add(Connection connection, Collection<Parked> events) throws SQLException {
        Batch.run(connection, PARK, events, ParkedTable::fill);
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

    /** The next that nobody has taken, at this time. */
    List<Parked> next(Connection connection, String channel, int most, Due due, Instant now) throws SQLException {
        List<Parked> next = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NEXT + dialect.passingOver())) {
            statement.setFetchSize(FETCHED);
            statement.setString(1, channel);
            statement.setInt(2, due.least().number());
            statement.setInt(3, due.most().number());
            statement.setLong(4, due.beforeMillis());
            statement.setLong(5, now.toEpochMilli());
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

    /** Nobody gets these until then. */
    static void claim(Connection connection, Collection<String> keys, Instant until) throws SQLException {
        claim(connection, CLAIM, keys, until);
    }

    /** Nobody gets those of these that are still taken until then. */
    static void renew(Connection connection, Collection<String> keys, Instant until) throws SQLException {
        claim(connection, RENEW, keys, until);
    }

    private static void claim(Connection connection, String sql, Collection<String> keys, Instant until)
            throws SQLException {
        Batch.run(connection, sql, keys, (statement, key) -> {
            statement.setLong(1, until.toEpochMilli());
            statement.setString(2, key);
        });
    }

    static void release(Connection connection, Collection<String> keys) throws SQLException {
        Batch.ofKeys(connection, RELEASE, keys);
    }

    static void releaseAll(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE_ALL)) {
            statement.executeUpdate();
        }
    }

    static void failing(Connection connection, Collection<String> keys, Instant since) throws SQLException {
        Batch.run(connection, FAILING, keys, (statement, key) -> {
            statement.setLong(1, since.toEpochMilli());
            statement.setLong(2, since.toEpochMilli());
            statement.setString(3, key);
        });
    }

    static void remove(Connection connection, Collection<String> keys) throws SQLException {
        Batch.ofKeys(connection, NOT_PARKED, keys);
    }

    static List<Backlog> backlogs(Connection connection, Instant now) throws SQLException {
        List<Backlog> backlogs = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(BACKLOGS)) {
            statement.setLong(1, now.toEpochMilli());
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
    }

    /** Characters of all notifications. */
    static long size(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
