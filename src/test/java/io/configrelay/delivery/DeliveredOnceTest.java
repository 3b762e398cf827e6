package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultExchange;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveredOnceTest {

    static Stream<Named<Supplier<IdempotentRepository>>> stores() {
        return Stream.of(
                Named.of("memory", () -> new DeliveredInMemory(100, Duration.ofDays(1))),
                Named.of("database", () -> new DeliveredInDatabase(database(), Duration.ofHours(1))));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatWasDeliveredIsADuplicate(Supplier<IdempotentRepository> store) {
        DeliveredOnce once = started(store.get());

        assertThat(once.add("network/1")).isTrue();
        once.confirm("network/1");

        assertThat(once.add("network/1")).isFalse();
        assertThat(once.add("security/1")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatFailedMayComeAgain(Supplier<IdempotentRepository> store) {
        DeliveredOnce once = started(store.get());

        assertThat(once.add("network/1")).isTrue();
        once.remove("network/1");

        assertThat(once.add("network/1")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatIsUnderWayStaysWithItsSource(Supplier<IdempotentRepository> store) {
        DeliveredOnce once = started(store.get());
        once.add("network/1");

        assertThatThrownBy(() -> once.add("network/1")).isInstanceOf(StaysWithSourceException.class);
        once.confirm("network/1");
        assertThat(once.add("network/1")).isFalse();
    }

    @Test
    void beforeSlacksOkTheDatabaseKnowsNothingSoThatACrashLosesNothing() {
        JdbcDataSource database = database();
        DeliveredOnce killed = started(new DeliveredInDatabase(database, Duration.ofHours(1)));
        killed.add("network/1");

        DeliveredOnce other = started(new DeliveredInDatabase(database, Duration.ofHours(1)));

        assertThat(other.add("network/1")).isTrue();
    }

    @Test
    void whileTheDatabaseIsAwayNotificationsStayWithTheirSource() throws SQLException {
        JdbcDataSource database = database();
        DeliveredOnce once = started(new DeliveredInDatabase(database, Duration.ofHours(1)));
        execute(database, "DROP TABLE relay_delivered");

        assertThatThrownBy(() -> once.add("network/1")).isInstanceOf(StaysWithSourceException.class);
        // Not under way either: it can come again.
        assertThatThrownBy(() -> once.add("network/1")).isInstanceOf(DeliveredOnce.UnknownException.class);
    }

    @Test
    void memoryOutlivesAStop(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("delivered.keys");
        DeliveredInMemory before = new DeliveredInMemory(100, Duration.ofDays(1));
        before.add("network/1");
        before.add("network/two\nlines");
        before.save(file);

        DeliveredInMemory after = new DeliveredInMemory(100, Duration.ofDays(1));
        after.load(file);

        assertThat(after.contains("network/1")).isTrue();
        assertThat(after.contains("network/two\nlines")).isTrue();
        assertThat(after.contains("network/2")).isFalse();

        Files.writeString(file, "\"network/3\"\n{damaged");
        DeliveredInMemory damaged = new DeliveredInMemory(100, Duration.ofDays(1));
        damaged.load(file);
        assertThat(damaged.contains("network/3")).isTrue();
    }

    @Test
    void memoryIsBounded() {
        IdempotentRepository store = new DeliveredInMemory(10, Duration.ofDays(1));
        for (int i = 0; i < 10_000; i++) {
            store.add("network/" + i);
        }

        long known = java.util.stream.IntStream.range(0, 10_000)
                .filter(i -> store.contains("network/" + i))
                .count();

        assertThat(known).isBetween(1L, 20L);
    }

    @Test
    void theLongestIdFitsIntoTheTable() {
        CamelContext context = new DefaultCamelContext();
        Exchange exchange = new DefaultExchange(context);
        exchange.setVariable(Delivery.CHANNEL, "c".repeat(80));
        exchange.setVariable(
                Delivery.CHANGE,
                Change.of(Events.event(Events.inSns(Events.securityGroup("sg-1"), "i".repeat(100_000)))));

        String key = DeliveredOnce.key(exchange);

        assertThat(key).hasSizeLessThanOrEqualTo(255).startsWith("c".repeat(80) + "/");
        DeliveredOnce once = started(new DeliveredInDatabase(database(), Duration.ofHours(1)));
        once.add(key);
        assertThat(once.confirm(key)).isTrue();
    }

    private static void execute(JdbcDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DeliveredOnce started(IdempotentRepository store) {
        DeliveredOnce once = new DeliveredOnce(store);
        once.start();
        return once;
    }

    private static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(java.util.UUID.randomUUID()));
        return database;
    }
}
