package io.configrelay.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.event.Envelope;
import io.configrelay.event.Notification;
import io.configrelay.store.Parker;
import io.configrelay.store.Room;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Turn;
import io.configrelay.store.Upkeep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told now and what is parked, over a real store. */
class ParkingLotTest {

    private static final int SHARE = 2;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    private final ParkedCounts counts = new ParkedCounts();
    private final ParkedCount count = counts.of("all");
    private final List<AsyncCallback> telling = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private Store store;
    private ParkingLot lot;

    @BeforeEach
    void open() {
        store = Stores.embedded(folder, true, new Upkeep(Duration.ofHours(1), Clock.systemUTC(), StoreWatch.NONE));
        Parker parker = new Parker(store, new Room(store, Long.MAX_VALUE, Clock.systemUTC()), writer, Runnable::run);
        ParkingPlace place = new ParkingPlace(
                parker, counts, () -> SHARE, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));
        Rest rest = new Rest(place.firstRest(), place.longestRest(), System::nanoTime);
        Parking parking = new Parking("all", parker, count, new DeliveredOnce(store), turn -> {});
        lot = new ParkingLot("all", place, count, rest, parking, (exchange, callback) -> {
            telling.add(callback);
            return false;
        });
    }

    @AfterEach
    void close() {
        writer.shutdownNow();
        store.close();
    }

    private static Exchange event(String id) {
        Notification notification =
                Envelope.open(id, Events.securityGroup(id)).get(0).orThrow();
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Delivery.CHANNEL, "all");
        exchange.setVariable(Delivery.OPENED, notification);
        exchange.setVariable(Delivery.CHANGE, Change.of(io.configrelay.event.ConfigEvent.of(notification)));
        exchange.setVariable(Delivery.RECEIVED_AT, Instant.now());
        return exchange;
    }

    private void offer(String id, Turn turn, Duration wait) {
        boolean unused = lot.process(event(id), turn, wait, done -> ended.incrementAndGet());
    }

    private void isParked(int events) {
        await().atMost(60, SECONDS).until(() -> ended.get() == events);
        assertThat(count.all()).isEqualTo(events);
    }

    @Test
    void whatWaitsIsParkedHoweverShortTheWait() {
        offer("sg-1", Turn.USUAL, Duration.ofMillis(1));
        offer("sg-2", Turn.GRAVE, Duration.ofSeconds(59));

        isParked(2);
        assertThat(telling).isEmpty();
    }

    @Test
    void aboveItsShareItIsParkedAndWhatComesAfterwardsStandsBehindIt() {
        offer("sg-1", Turn.USUAL, Duration.ZERO);
        offer("sg-2", Turn.USUAL, Duration.ZERO);
        offer("sg-3", Turn.USUAL, Duration.ZERO);
        assertThat(telling).hasSize(SHARE);
        isParked(1);

        telling.forEach(callback -> callback.done(false));
        telling.clear();
        offer("sg-4", Turn.USUAL, Duration.ZERO);
        await().atMost(60, SECONDS).until(() -> count.all() == 2);
        assertThat(telling).isEmpty();
        offer("sg-5", Turn.GRAVE, Duration.ZERO);
        assertThat(telling).as("high risk doesn't").hasSize(1);
    }

    @Test
    void whatIsBroughtBackTakesNoPlaceFromWhatComes() {
        for (int i = 0; i < 10 * SHARE; i++) {
            boolean unused = lot.again(event("sg-" + i), done -> {});
        }
        telling.clear();

        offer("sg-high", Turn.GRAVE, Duration.ZERO);

        assertThat(telling).hasSize(1);
        assertThat(count.all()).isZero();
    }

    @Test
    void highRiskHasAsManyPlacesAgain() {
        for (int i = 0; i < 2 * SHARE; i++) {
            offer("sg-" + i, i < SHARE ? Turn.USUAL : Turn.GRAVE, Duration.ZERO);
        }
        assertThat(telling).hasSize(2 * SHARE);

        offer("sg-high", Turn.GRAVE, Duration.ZERO);

        isParked(1);
    }
}
