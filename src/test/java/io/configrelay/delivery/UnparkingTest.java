package io.configrelay.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.store.Due;
import io.configrelay.store.Parked;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Turn;
import io.configrelay.store.Upkeep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is parked comes back, over a real store. */
class UnparkingTest {

    private static final Unparking.Gathering ALONE = new Unparking.Gathering() {
        @Override
        public void gather() {}

        @Override
        public void gathered() {}
    };

    @TempDir
    private Path folder;

    private final DeliveryThreads threads =
            new DeliveryThreads(Executors.newSingleThreadScheduledExecutor(), Executors.newCachedThreadPool());
    private final ParkedCount count = new ParkedCount();
    private final Map<String, Consumer<Round.End>> sent = new ConcurrentHashMap<>();
    private Store store;
    private Unparking unparking;

    @BeforeEach
    void open() {
        open(Duration.ofMinutes(10));
    }

    private void open(Duration claim) {
        store = Stores.embedded(folder, true, new Upkeep(Duration.ofHours(1), Clock.systemUTC(), StoreWatch.NONE));
        UnparkingPlan plan = new UnparkingPlan(
                Turn.FOLDED, Turn.GRAVE, now -> Optional.of(Due.EVERYTHING), now -> Duration.ZERO, 9, true, claim);
        Rest rest = new Rest(Duration.ofSeconds(1), Duration.ofSeconds(1), System::nanoTime);
        unparking = new Unparking(
                "a", store, threads, count, rest, plan, ALONE, (event, arrived, end) -> sent.put(event.id(), end));
    }

    @AfterEach
    void close() {
        threads.clock().shutdownNow();
        threads.workers().shutdownNow();
        store.close();
    }

    private void park(String id) {
        Instant now = Instant.now();
        store.park(List.of(
                new Parked("a", "a/" + id, Turn.USUAL, false, now, Optional.empty(), id, "{}", Optional.empty())));
        count.parked(Turn.USUAL, now);
    }

    /**
     * A channel's route is replaced while the store is locked: what it has told is written down nonetheless, and what it
     * has not is there for the new route, long before the ten minutes are over for which nobody else gets either.
     */
    @Test
    void whatWasInHandAtTheEndOfARouteIsWrittenDownWhenTheStoreCanBeWritten() throws Exception {
        park("1");
        park("2");
        unparking.wake();
        await().atMost(60, SECONDS).until(() -> sent.size() == 2);

        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            sent.get("1").accept(Round.End.TOLD);
            sent.get("2").accept(Round.End.UNTRIED);
            unparking.stop();
            assertThat(store.isKnown("a/1")).as("as parked").isTrue();
            statement.execute("ROLLBACK");
        }

        await().atMost(60, SECONDS).until(() -> !store.backlogs().isEmpty());
        park("3");
        unparking.wake();
        assertThat(store.take("a", 9, Due.EVERYTHING, Instant.now().plusSeconds(60)))
                .as("the stopped one has taken nothing more")
                .extracting(Parked::id)
                .containsExactly("2", "3");
        assertThat(count.all()).isEqualTo(2);
    }

    @Test
    void whatIsInHandStaysSoForAsLongAsThatTakes() {
        store.close();
        open(Duration.ofSeconds(2));
        park("1");
        unparking.wake();
        await().atMost(60, SECONDS).until(() -> sent.size() == 1);

        await().during(Duration.ofSeconds(5))
                .atMost(60, SECONDS)
                .until(() -> store.backlogs().isEmpty());

        sent.remove("1").accept(Round.End.FAILED);
        await().atMost(60, SECONDS).until(() -> sent.containsKey("1"));
    }
}
