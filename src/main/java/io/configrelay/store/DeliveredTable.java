package io.configrelay.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;

/** Keys of what was delivered: the table {@code relay_delivered}. */
final class DeliveredTable {

    private static final String PROCESSOR = "config-relay";

    /** So many old keys are removed at a time, so that nobody waits for it. */
    private static final int CLEANED = 1_000;

    private static final String DELIVERED =
            "INSERT INTO relay_delivered (processorName, messageId, createdAt) VALUES ('" + PROCESSOR
                    + "', ?, ?) ON CONFLICT DO NOTHING";

    private static final String KNOWN = "SELECT 1 FROM relay_delivered WHERE processorName = '" + PROCESSOR
            + "' AND messageId = ? UNION ALL SELECT 1 FROM relay_parked WHERE messageId = ?";

    private static final String NOT_DELIVERED =
            "DELETE FROM relay_delivered WHERE processorName = '" + PROCESSOR + "' AND messageId = ?";

    private static final String CLEAN = "DELETE FROM relay_delivered WHERE (processorName, messageId) IN (SELECT"
            + " processorName, messageId FROM relay_delivered WHERE createdAt < ? LIMIT " + CLEANED + ")";

    private DeliveredTable() {}

    static void add(Connection connection, Collection<String> keys, Instant now) throws SQLException {
        Batch.run(connection, DELIVERED, keys, (statement, key) -> {
            statement.setString(1, key);
            statement.setTimestamp(2, Timestamp.from(now));
        });
    }

    static void remove(Connection connection, Collection<String> keys) throws SQLException {
        Batch.ofKeys(connection, NOT_DELIVERED, keys);
    }

    /** Whether it is here, or parked. */
    static boolean isKnown(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setString(1, key);
            statement.setString(2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Removes some that are older.
     *
     * @return whether there may be more
     */
    static boolean clean(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLEAN)) {
            statement.setTimestamp(1, Timestamp.from(before));
            return statement.executeUpdate() == CLEANED;
        }
    }
}
