package io.configrelay;

import io.configrelay.config.Settings;
import io.configrelay.delivery.Channels;
import io.configrelay.delivery.Decoder;
import io.configrelay.delivery.DeliveredOnce;
import io.configrelay.delivery.DeliveryThreads;
import io.configrelay.delivery.InHand;
import io.configrelay.delivery.Ledger;
import io.configrelay.delivery.ParkedCounts;
import io.configrelay.delivery.ParkedEvents;
import io.configrelay.delivery.ParkingPlace;
import io.configrelay.health.RelayState;
import io.configrelay.health.StoreState;
import io.configrelay.store.Parker;
import io.configrelay.store.Room;
import io.configrelay.store.Store;
import io.configrelay.store.StoreUnavailableException;
import io.configrelay.store.StoreWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of a relay: opened before the routes, looked after while they run, closed after them. */
final class StoreKeeper extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** Seconds from one look at the store to the next. */
    private static final int LOOK = 5;

    private final CamelContext context;
    private final Settings settings;
    private final Store store;
    private final Room room;
    private final StoreState state;

    /** Null where nothing is parked. */
    private Parker parker;

    private ParkedEvents parked;

    /** Opens it. */
    StoreKeeper(CamelContext context, Settings settings, Clock clock, RelayState state) {
        this.context = context;
        this.settings = settings;
        this.state = state.store();
        this.store = new StoreSettings(settings, clock).open(isOfARelay(), watch(state.store()));
        this.room = new Room(store, settings.size("relay.store.max-size"), clock);
    }

    /** A replay brings letters while the relay itself may run: it asks what was delivered, and parks nothing. */
    private boolean isOfARelay() {
        return settings.optional("relay.store.parks").isEmpty();
    }

    private static StoreWatch watch(StoreState state) {
        return new StoreWatch() {
            @Override
            public void written() {
                state.works();
            }

            @Override
            public void fails(String detail) {
                state.fails(detail);
            }
        };
    }

    /** Binds what the channels' routes ask for. */
    void bind(Registry registry, Channels channels, Decoder decoder, Ledger ledger, InHand inHand) {
        registry.bind("deliveredOnce", new DeliveredOnce(store));
        ParkedCounts counts = new ParkedCounts();
        parked = new ParkedEvents(context, store, counts, channels, decoder, ledger);
        registry.bind("parkedEvents", parked);
        if (!store.isDurable() || !isOfARelay()) {
            return;
        }
        ledger.hasStore(room);
        ScheduledExecutorService writer =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Store");
        parker = new Parker(
                store,
                room,
                writer,
                registry.findSingleByType(DeliveryThreads.class).workers());
        Duration delay = Duration.ofMillis(settings.number("relay.slack.retry-delay", 1, 3_600_000));
        registry.bind(
                "parkingPlace",
                new ParkingPlace(
                        parker,
                        counts,
                        inHand::share,
                        delay.multipliedBy(10),
                        Duration.ofMillis(settings.number("relay.slack.retry-delay-max", 1, 86_400_000)),
                        settings.duration("relay.slack.retry-for")));
    }

    /** The routes run: what is parked is told, and what is old removed. */
    void keep() {
        if (!store.isDurable() && isOfARelay()) {
            LOG.warn(WhatWaits.NOT_DURABLE);
        }
        if (parker == null) {
            return;
        }
        parked.begin();
        ScheduledExecutorService keeper =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "StoreKeeper");
        ScheduledFuture<?> unused = keeper.scheduleWithFixedDelay(this::look, LOOK, LOOK, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = keeper.scheduleWithFixedDelay(this::clean, 1, 60, TimeUnit.MINUTES);
    }

    private void look() {
        try {
            if (state.failure().isPresent()) {
                store.probe();
            }
            parked.look();
            room.look();
            state.full(room.isFull());
        } catch (StoreUnavailableException e) {
            LOG.debug("It is tried again", e);
        }
    }

    private void clean() {
        try {
            store.clean();
        } catch (StoreUnavailableException e) {
            LOG.debug("Old keys stay for now", e);
        }
    }

    /** What waits, for whoever asks how the relay is. */
    WhatWaits waits(Ledger ledger) {
        return new WhatWaits(ledger, store.isDurable(), room);
    }

    @Override
    protected void doStop() {
        store.close();
    }
}
