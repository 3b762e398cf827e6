package io.configrelay.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** One statement for many rows. */
final class Batch {

    private Batch() {}

    /** What a row has. */
    interface Row<T> {
        void fill(PreparedStatement statement, T of) throws SQLException;
    }

    static <T> void run(Connection connection, String sql, Collection<T> rows, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T one : rows) {
                row.fill(statement, one);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The same for keys alone. */
    static void ofKeys(Connection connection, String sql, Collection<String> keys) throws SQLException {
        run(connection, sql, keys, (statement, key) -> statement.setString(1, key));
    }
}
