package io.configrelay.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys of {@link DeliveredOnce} in a database that all replicas share. Plain SQL in one table, whose rows older
 * than {@code relay.once.keep} {@link #clean} removes.
 */
public final class DeliveredInDatabase extends ServiceSupport implements IdempotentRepository {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredInDatabase.class);

    private static final String PROCESSOR = "config-relay";
    private static final String ROW = " WHERE processorName = '" + PROCESSOR + "' AND messageId = ?";

    /** The class of SQL states in which a row with this key stands already. */
    private static final String INTEGRITY_CONSTRAINT_VIOLATION = "23";

    private final DataSource database;
    private final Duration keep;

    /** @param keep how long a key is of use */
    public DeliveredInDatabase(DataSource database, Duration keep) {
        this.database = database;
        this.keep = keep;
    }

    /** What a statement does with its parameters. */
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T use(String sql, Use<T> use) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of relay.once.jdbc-url: " + e.getMessage(), e);
        }
    }

    /** Makes the table where it is missing. */
    @Override
    protected void doStart() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet any = statement.executeQuery("SELECT 1 FROM relay_delivered WHERE 1 = 0")) {
                any.next();
            } catch (SQLException missing) {
                create(statement);
            }
        }
    }

    private static void create(Statement statement) throws SQLException {
        try {
            statement.execute(migration());
        } catch (SQLException e) {
            // Another replica may have made it a moment ago.
            try (ResultSet any = statement.executeQuery("SELECT 1 FROM relay_delivered WHERE 1 = 0")) {
                any.next();
            } catch (SQLException still) {
                e.addSuppressed(still);
                throw e;
            }
        }
    }

    private static String migration() {
        try (InputStream file = DeliveredInDatabase.class.getResourceAsStream("/db/relay_delivered.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean contains(String key) {
        return use("SELECT 1 FROM relay_delivered" + ROW, statement -> {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        });
    }

    @Override
    public boolean add(String key) {
        return use(
                "INSERT INTO relay_delivered (processorName, messageId, createdAt) VALUES ('" + PROCESSOR + "', ?, ?)",
                statement -> {
                    statement.setString(1, key);
                    statement.setTimestamp(2, Timestamp.from(Instant.now()));
                    try {
                        return statement.executeUpdate() == 1;
                    } catch (SQLException e) {
                        if (String.valueOf(e.getSQLState()).startsWith(INTEGRITY_CONSTRAINT_VIOLATION)) {
                            return false;
                        }
                        throw e;
                    }
                });
    }

    @Override
    public boolean remove(String key) {
        return use("DELETE FROM relay_delivered" + ROW, statement -> {
            statement.setString(1, key);
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        use("DELETE FROM relay_delivered WHERE processorName = '" + PROCESSOR + "'", PreparedStatement::executeUpdate);
    }

    /** Removes the keys that nobody asks for any more; to be run now and then. */
    public void clean() {
        try {
            use("DELETE FROM relay_delivered WHERE createdAt < ?", statement -> {
                statement.setTimestamp(1, Timestamp.from(Instant.now().minus(keep)));
                return statement.executeUpdate();
            });
        } catch (IllegalStateException e) {
            LOG.warn("Old keys can't be removed from relay_delivered; that is tried again in an hour.", e);
        }
    }
}
