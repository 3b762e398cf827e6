package io.configrelay.delivery;

import io.configrelay.store.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Without a store: what of one channel may be in hand, so that it holds up no other. What comes above that waits a moment
 * for room, as in a burst there is soon. A channel that makes none has stalled: until it makes some, what comes goes back
 * to its source at once.
 */
final class Share implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Share.class);

    /** A channel that Slack takes messages of makes room within this: a post tells of hundreds of events. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private record Waiting(Exchange exchange, AsyncCallback callback, long until) {}

    private final String channel;
    private final IntSupplier most;
    private final DeliveryThreads threads;
    private final ParkingLot.Telling telling;

    /** Guarded by this, as what is below. */
    private final Queue<Waiting> line = new ArrayDeque<>();

    private int inHand;
    private boolean stalled;

    /** @param most how many may be in hand */
    Share(String channel, IntSupplier most, DeliveryThreads threads, ParkingLot.Telling telling) {
        this.channel = channel;
        this.most = most;
        this.threads = threads;
        this.telling = telling;
    }

    @Override
    public boolean process(Exchange exchange, Turn turn, AsyncCallback callback) {
        if (enters(turn)) {
            return tell(exchange, callback);
        }
        if (waits(exchange, callback)) {
            return false;
        }
        exchange.setException(new ChannelFullException(channel));
        callback.done(true);
        return true;
    }

    /** What is grave has as many places again. */
    private synchronized boolean enters(Turn turn) {
        boolean room = inHand < most.getAsInt() || (turn == Turn.GRAVE && inHand / 2 < most.getAsInt());
        inHand += room ? 1 : 0;
        return room;
    }

    private synchronized boolean waits(Exchange exchange, AsyncCallback callback) {
        return !stalled
                && (!line.isEmpty() || look(MOMENT.toNanos()))
                && line.add(new Waiting(exchange, callback, System.nanoTime() + MOMENT.toNanos()));
    }

    /** Looks after a while who has waited for too long; false when the relay stops. */
    private boolean look(long nanos) {
        try {
            ScheduledFuture<?> unused = threads.clock().schedule(this::giveUp, nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Those that have waited for too long go back to their source. */
    private void giveUp() {
        List<Waiting> late = new ArrayList<>();
        synchronized (this) {
            while (!line.isEmpty() && left() <= 0) {
                late.add(line.remove());
            }
            if (!late.isEmpty() && !stalled) {
                stalled = true;
                LOG.warn(
                        "{}: it has as much in hand as it may, and makes no room. There is no store (relay.store), so what"
                                + " comes for it goes back to its source, and comes again later.",
                        channel);
            }
            if (!line.isEmpty() && !look(left())) {
                late.addAll(line);
                line.clear();
            }
        }
        run(() -> late.forEach(waiting -> {
            waiting.exchange().setException(new ChannelFullException(channel));
            waiting.callback().done(false);
        }));
    }

    /** How long the first in the line may still wait. */
    private long left() {
        return line.element().until() - System.nanoTime();
    }

    private boolean tell(Exchange exchange, AsyncCallback callback) {
        return telling.process(exchange, doneSync -> {
            Optional<Waiting> next = ended(exchange.getException() == null);
            next.ifPresent(waiting -> run(
                    () -> tell(waiting.exchange(), ignored -> waiting.callback().done(false))));
            callback.done(doneSync);
        });
    }

    /** One has come to its end; the next that may be told instead. */
    private synchronized Optional<Waiting> ended(boolean told) {
        inHand--;
        if (told && stalled) {
            stalled = false;
            LOG.info("{}: it makes room again", channel);
        }
        Optional<Waiting> next = inHand < most.getAsInt() ? Optional.ofNullable(line.poll()) : Optional.empty();
        inHand += next.isPresent() ? 1 : 0;
        return next;
    }

    private void run(Runnable work) {
        try {
            threads.workers().execute(work);
        } catch (RejectedExecutionException e) {
            work.run();
        }
    }
}
