package io.configrelay.delivery;

import io.configrelay.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** With a store: what of one channel is told at once, what is parked, and when that is brought back. */
final class ChannelBacklog implements Intake {

    /** Nobody else takes what is being told; what a relay had in hand that was killed is told so much later. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    /** So much parked housekeeping waits for a message to ride in. */
    private static final int RIDERS = 100;

    private final ChannelSettings settings;
    private final Timing timing;
    private final Consumer<String> wake;
    private final ParkingLot lot;
    private final List<Unparking> unparkings;

    /**
     * @param events brings back what is parked
     * @param wake has whoever is the channel of this name look whether something is to be told
     * @param digest where what is brought back together comes together
     * @param telling tells of an event
     */
    ChannelBacklog(
            ChannelSettings settings,
            Timing timing,
            ParkingPlace place,
            DeliveredOnce once,
            DeliveryThreads threads,
            ParkedEvents events,
            Consumer<String> wake,
            Unparking.Gathering digest,
            ParkingLot.Telling telling) {
        this.settings = settings;
        this.timing = timing;
        this.wake = wake;
        String name = settings.name();
        ParkedCount count = place.counts().of(name);
        Rest rest = new Rest(place.firstRest(), place.longestRest(), System::nanoTime);
        Parking parking = new Parking(name, place.parker(), count, once, this::parked);
        lot = new ParkingLot(name, place, count, rest, parking, telling);
        UnparkingPlan inOrder = new UnparkingPlan(
                Turn.USUAL, Turn.GRAVE, timing::due, timing::next, settings.maxPerPost(), true, CLAIM);
        UnparkingPlan folded =
                new UnparkingPlan(Turn.FOLDED, Turn.FOLDED, timing::folded, timing::next, RIDERS, false, CLAIM);
        unparkings = Stream.of(inOrder, folded)
                .map(plan ->
                        new Unparking(name, place.parker().store(), threads, count, rest, plan, digest, events::send))
                .toList();
    }

    @Override
    public boolean process(Exchange exchange, Turn turn, AsyncCallback callback) {
        // Later than it came: what is told of a long interval came before it was.
        Instant now = Collections.max(
                List.of(Instant.now(), Delivery.of(exchange).receivedAt().plusMillis(1)));
        Duration wait = turn == Turn.FOLDED ? settings.foldFor() : timing.wait(turn, now);
        if (turn == Turn.USUAL && wait.isZero()) {
            timing.tell(now);
        }
        if (!wait.isZero() && settings.mute().isQuiet(now)) {
            exchange.setVariable(ChannelPosts.HELD, true);
        }
        return lot.process(exchange, turn, wait, callback);
    }

    /** Tells of one that was parked, or lets it stay. */
    boolean again(Exchange exchange, AsyncCallback callback) {
        boolean sync = lot.again(exchange, callback);
        exchange.getVariable(Delivery.ARRIVED, Runnable.class).run();
        return sync;
    }

    /** Something was parked: whoever tells of it looks whether it may be told now. */
    private void parked(Turn turn) {
        if (turn == Turn.FOLDED || timing.wait(turn, Instant.now()).isZero()) {
            // The channel's route may be on its way out, and another in its place.
            wake.accept(settings.name());
        }
    }

    /** Looks whether something is parked. */
    void wake() {
        unparkings.forEach(Unparking::wake);
    }

    /** Brings nothing more back. */
    void stop() {
        unparkings.forEach(Unparking::stop);
    }
}
