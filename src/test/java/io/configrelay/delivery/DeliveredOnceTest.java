package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.store.MemoryStore;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Upkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveredOnceTest {

    private static final Duration KEEP = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private Store store;

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private DeliveredOnce once(String kind) {
        store = kind.equals("memory") ? memory(Optional.empty()) : embedded();
        return new DeliveredOnce(store);
    }

    private static Store memory(Optional<Path> file) {
        return new MemoryStore(100, KEEP, file);
    }

    private Store embedded() {
        return Stores.embedded(folder, true, new Upkeep(KEEP, Clock.systemUTC(), StoreWatch.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void whatWasDeliveredIsADuplicate(String kind) {
        DeliveredOnce once = once(kind);

        assertThat(once.add("network/1")).isTrue();
        once.confirm("network/1");

        assertThat(once.add("network/1")).isFalse();
        assertThat(once.add("security/1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void whatFailedMayComeAgain(String kind) {
        DeliveredOnce once = once(kind);

        assertThat(once.add("network/1")).isTrue();
        once.remove("network/1");

        assertThat(once.add("network/1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void whatIsUnderWayStaysWithItsSource(String kind) {
        DeliveredOnce once = once(kind);
        once.add("network/1");

        assertThatThrownBy(() -> once.add("network/1")).isInstanceOf(StaysWithSourceException.class);
        once.confirm("network/1");
        assertThat(once.add("network/1")).isFalse();
    }

    @Test
    void whatThePostWroteDownIsNotWrittenAgain() {
        DeliveredOnce once = once("embedded");
        Exchange exchange = exchange("network", "1");
        once.add("network/1");

        assertThat(once.delivered(List.of(exchange))).isTrue();
        assertThat(store.isKnown("network/1")).as("before the exchange is done").isTrue();
        assertThat(once.confirm("network/1")).isTrue();

        assertThat(once.add("network/1")).isFalse();
    }

    @Test
    void whatIsParkedIsNotTakenForDelivered() {
        DeliveredOnce once = once("embedded");
        once.add("network/1");

        once.settled("network/1");
        once.confirm("network/1");

        assertThat(store.isKnown("network/1")).isFalse();
    }

    @Test
    void beforeSlacksOkTheStoreKnowsNothingSoThatACrashLosesNothing() {
        once("embedded").add("network/1");

        assertThat(new DeliveredOnce(store).add("network/1")).isTrue();
    }

    @Test
    void whileTheStoreIsAwayNotificationsStayWithTheirSource() throws SQLException {
        DeliveredOnce once = once("embedded");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE relay_delivered");
        }

        assertThatThrownBy(() -> once.add("network/1")).isInstanceOf(DeliveredOnce.UnknownException.class);
        // Not under way either: it can come again.
        assertThatThrownBy(() -> once.add("network/1")).isInstanceOf(DeliveredOnce.UnknownException.class);
    }

    @Test
    void memoryOutlivesAStop() throws IOException {
        Path file = folder.resolve("delivered.keys");
        try (Store before = memory(Optional.of(file))) {
            before.delivered(List.of("network/1", "network/two\nlines"));
        }

        Store after = memory(Optional.of(file));

        assertThat(after.isKnown("network/1")).isTrue();
        assertThat(after.isKnown("network/two\nlines")).isTrue();
        assertThat(after.isKnown("network/2")).isFalse();

        Files.writeString(file, "\"network/3\"\n{damaged");
        assertThat(memory(Optional.of(file)).isKnown("network/3")).isTrue();
    }

    @Test
    void memoryIsBounded() {
        Store bounded = new MemoryStore(10, KEEP, Optional.empty());
        List<String> keys =
                IntStream.range(0, 10_000).mapToObj(i -> "network/" + i).toList();
        bounded.delivered(keys);

        assertThat(keys.stream().filter(bounded::isKnown).count()).isBetween(1L, 20L);
    }

    @Test
    void theLongestIdFitsIntoTheTable() {
        Exchange exchange = exchange("c".repeat(80), "i".repeat(100_000));

        String key = DeliveredOnce.key(exchange);

        assertThat(key).hasSizeLessThanOrEqualTo(255).startsWith("c".repeat(80) + "/");
    }

    private static Exchange exchange(String channel, String id) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Delivery.CHANNEL, channel);
        exchange.setVariable(Delivery.CHANGE, Change.of(Events.event(Events.inSns(Events.securityGroup("sg-1"), id))));
        return exchange;
    }
}
