package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.configrelay.sandbox.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The keys of what was delivered, in PostgreSQL, and in another database that keeps to the standard. */
class DeliveredInDatabaseTest {

    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws Exception {
        if (PostgresServer.isInstalled()) {
            postgres = PostgresServer.start();
        }
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static DataSource database(String kind) throws SQLException {
        if (kind.equals("H2")) {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
            return database;
        }
        assumeThat(postgres).as("PostgreSQL, apt-get install postgresql").isNotNull();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(postgres.url());
        database.setUser(PostgresServer.USER);
        database.setPassword(PostgresServer.PASSWORD);
        execute(database, "DROP TABLE IF EXISTS relay_delivered");
        return database;
    }

    private static DeliveredInDatabase store(DataSource database) {
        DeliveredInDatabase store = new DeliveredInDatabase(database, Duration.ofHours(1));
        store.start();
        return store;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void twoReplicasMayMakeTheTableAndWriteTheSameKey(String kind) throws Exception {
        DataSource database = database(kind);
        DeliveredInDatabase one = store(database);
        DeliveredInDatabase two = store(database);

        assertThat(one.add("network/1")).isTrue();
        assertThat(two.add("network/1")).isFalse();
        assertThat(two.contains("network/1")).isTrue();
        assertThat(two.contains("network/2")).isFalse();
        assertThat(two.remove("network/1")).isTrue();
        assertThat(one.contains("network/1")).isFalse();
        one.add("network/3");
        one.clear();
        assertThat(two.contains("network/3")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void replicasThatStartTogetherMakeOneTable(String kind) throws Exception {
        DataSource database = database(kind);

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i ->
                                CompletableFuture.runAsync(() -> store(database).add("network/" + i)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(IntStream.range(0, 8)).allMatch(i -> store(database).contains("network/" + i));
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void oldKeysAreRemoved(String kind) throws Exception {
        DataSource database = database(kind);
        DeliveredInDatabase store = store(database);
        store.add("network/old");
        execute(database, "UPDATE relay_delivered SET createdAt = createdAt - INTERVAL '2' HOUR");
        store.add("network/new");

        store.clean();

        assertThat(store.contains("network/old")).isFalse();
        assertThat(store.contains("network/new")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void whatTheDatabaseRefusesIsNoAnswer(String kind) throws Exception {
        DataSource database = database(kind);
        DeliveredInDatabase store = store(database);
        execute(database, "DROP TABLE relay_delivered");

        assertThatThrownBy(() -> store.contains("network/1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.add("network/1")).isInstanceOf(IllegalStateException.class);
        store.clean();
    }
}
