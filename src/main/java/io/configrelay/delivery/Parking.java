package io.configrelay.delivery;

import io.configrelay.store.Parked;
import io.configrelay.store.Parker;
import io.configrelay.store.Turn;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Writes down what a channel is told later, so that its exchange is done and holds up no other channel. */
final class Parking {

    private final String channel;
    private final Parker parker;
    private final ParkedCount count;
    private final DeliveredOnce once;
    private final Consumer<Turn> parked;

    /** @param parked hears in which turn something was parked */
    Parking(String channel, Parker parker, ParkedCount count, DeliveredOnce once, Consumer<Turn> parked) {
        this.channel = channel;
        this.parker = parker;
        this.count = count;
        this.once = once;
        this.parked = parked;
    }

    /** Parks it; its exchange is done when that is committed, or fails for its source to keep it. */
    void park(Exchange exchange, Turn turn, AsyncCallback callback) {
        Delivery delivery = Delivery.of(exchange);
        String key = DeliveredOnce.key(exchange);
        Parked event = new Parked(
                channel,
                key,
                turn,
                exchange.getVariable(ChannelPosts.HELD, false, Boolean.class),
                delivery.receivedAt(),
                Optional.ofNullable(exchange.getVariable(Delivery.FAILING_SINCE, Instant.class)),
                delivery.opened().id(),
                delivery.opened().original(),
                Optional.ofNullable(delivery.sqsMessageId()));
        parker.park(event, failure -> {
            if (failure.isPresent()) {
                exchange.setException(new NotParkedException(failure.get()));
            } else {
                exchange.setVariable(Delivery.PARKED, true);
                count.parked(turn, delivery.receivedAt());
                once.settled(key);
            }
            callback.done(false);
            parked.accept(turn);
        });
    }
}
