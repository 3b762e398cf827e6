package io.configrelay.delivery;

import io.configrelay.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for one channel what is told now and what is parked, and parks what Slack didn't take. */
final class ParkingLot {

    private static final Logger LOG = LoggerFactory.getLogger(ParkingLot.class);

    /** Tells of an event; as an {@link org.apache.camel.AsyncProcessor}. */
    interface Telling {
        boolean process(Exchange exchange, AsyncCallback callback);
    }

    private final String channel;
    private final ParkingPlace place;
    private final ParkedCount count;
    private final Rest rest;
    private final Parking parking;
    private final Telling telling;

    /** Of what its sources have brought; what was parked holds up none of them. */
    private final AtomicInteger inHand = new AtomicInteger();

    ParkingLot(String channel, ParkingPlace place, ParkedCount count, Rest rest, Parking parking, Telling telling) {
        this.channel = channel;
        this.place = place;
        this.count = count;
        this.rest = rest;
        this.parking = parking;
        this.telling = telling;
    }

    /**
     * Tells of an event, or parks it.
     *
     * @param wait how long it would wait to be told
     */
    boolean process(Exchange exchange, Turn turn, Duration wait, AsyncCallback callback) {
        if (isParked(turn, wait)) {
            parking.park(exchange, turn, callback);
            return false;
        }
        boolean[] parked = new boolean[1];
        inHand.incrementAndGet();
        boolean sync = tell(exchange, doneSync -> {
            inHand.decrementAndGet();
            Exception failure = exchange.getException();
            if (failure != null && Reason.isPassing(failure)) {
                parked[0] = true;
                exchange.setException(null);
                exchange.setVariable(Delivery.FAILING_SINCE, Instant.now());
                parking.park(exchange, turn, callback);
            } else {
                callback.done(doneSync);
            }
        });
        return sync && !parked[0];
    }

    private boolean isParked(Turn turn, Duration wait) {
        return !wait.isZero() || !rest.left().isZero() || (turn == Turn.USUAL && count.inOrder() > 0) || isFull(turn);
    }

    /** What is grave has as many places again. */
    private boolean isFull(Turn turn) {
        int places = turn == Turn.GRAVE ? inHand.get() / 2 : inHand.get();
        return places >= place.share().getAsInt();
    }

    /** Tells of an event that was parked; it stays parked where that fails and may succeed later. */
    boolean again(Exchange exchange, AsyncCallback callback) {
        return tell(exchange, doneSync -> {
            Exception failure = exchange.getException();
            if (failure != null && Reason.isPassing(failure) && !isSpent(exchange)) {
                exchange.setException(new StaysParkedException(failure));
            }
            callback.done(doneSync);
        });
    }

    private boolean tell(Exchange exchange, AsyncCallback callback) {
        return telling.process(exchange, doneSync -> {
            Exception failure = exchange.getException();
            if (failure == null) {
                opened();
            } else if (Reason.isPassing(failure)) {
                close(failure);
            }
            callback.done(doneSync);
        });
    }

    private void opened() {
        if (rest.end()) {
            LOG.info("{}: Slack takes its messages again; {} events are parked", channel, count.all());
        }
    }

    private void close(Exception failure) {
        if (rest.begin(failure, Instant.now())) {
            LOG.warn(
                    "{}: {} What comes for it is parked in the store, and told when Slack takes it again.",
                    channel,
                    Reason.of(failure).detail());
        }
    }

    /** Whether it was tried for as long as it is; what waited behind others, while they were tried, was tried with them. */
    private boolean isSpent(Exchange exchange) {
        Instant tried = exchange.getVariable(Delivery.FAILING_SINCE, Instant.class);
        Instant since = tried != null ? tried : since(Delivery.of(exchange).receivedAt());
        return !since.plus(place.retryFor()).isAfter(Instant.now());
    }

    private Instant since(Instant received) {
        return rest.since()
                .map(failing -> failing.isAfter(received) ? failing : received)
                .orElseGet(Instant::now);
    }
}
