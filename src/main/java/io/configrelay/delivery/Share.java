package io.configrelay.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Without a store: what of one channel may be in hand, so that it holds up no other. More goes back to its source. */
final class Share {

    private final String channel;
    private final IntSupplier most;
    private final ParkingLot.Telling telling;
    private final AtomicInteger inHand = new AtomicInteger();

    Share(String channel, IntSupplier most, ParkingLot.Telling telling) {
        this.channel = channel;
        this.most = most;
        this.telling = telling;
    }

    /** Tells of an event, or fails for its source to bring it again. */
    boolean process(Exchange exchange, AsyncCallback callback) {
        if (inHand.incrementAndGet() > most.getAsInt()) {
            inHand.decrementAndGet();
            exchange.setException(new ChannelFullException(channel));
            callback.done(true);
            return true;
        }
        return telling.process(exchange, doneSync -> {
            inHand.decrementAndGet();
            callback.done(doneSync);
        });
    }
}
