package io.configrelay.delivery;

import io.configrelay.event.Envelope;
import io.configrelay.event.Opened;
import io.configrelay.store.Backlog;
import io.configrelay.store.Due;
import io.configrelay.store.Parked;
import io.configrelay.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings parked events back to their channels, by the route {@code parked}, which ends what can't be delivered as dead
 * letters as the channels' own routes do.
 */
public final class ParkedEvents extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedEvents.class);

    /** Of a channel without a file, so many become dead letters at a time. */
    private static final int HANDFUL = 100;

    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration GRACE_OF_REPLICAS = Duration.ofMinutes(10);

    private final ProducerTemplate routes;
    private final Store store;
    private final Channels channels;
    private final Decoder decoder;
    private final Ledger ledger;
    private final ParkedCounts counts;

    /** Since when a channel has no file, by name. */
    private final Map<String, Instant> gone = new HashMap<>();

    /** @param decoder reads what was parked */
    public ParkedEvents(
            CamelContext context, Store store, ParkedCounts counts, Channels channels, Decoder decoder, Ledger ledger) {
        this.routes = context.createProducerTemplate();
        this.store = store;
        this.counts = counts;
        this.channels = channels;
        this.decoder = decoder;
        this.ledger = ledger;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String name = Delivery.of(exchange).channel();
        Optional<SlackChannel> channel = channels.named(name);
        if (channel.isEmpty()) {
            exchange.setException(new ChannelGoneException(name));
            callback.done(true);
            return true;
        }
        return channel.get().again(exchange, callback);
    }

    /** Reads what was parked, as it was read when it came. */
    public void decode(Exchange exchange) {
        exchange.setVariable(
                Delivery.CHANGE,
                decoder.change(
                        exchange.getVariable(Delivery.OPENED, Opened.class).orThrow()));
        decoder.view(exchange);
    }

    /** Gets one to its channel. */
    void send(Parked event, Runnable arrived, Consumer<Round.End> end) {
        Exchange exchange = exchange(event);
        exchange.setVariable(Delivery.ARRIVED, arrived);
        ledger.resumed(exchange);
        CompletableFuture<Exchange> unused = routes.asyncSend("direct:parked", exchange)
                .whenComplete((done, failure) -> end.accept(end(exchange, failure)));
    }

    private Exchange exchange(Parked event) {
        Exchange exchange = new DefaultExchange(routes.getCamelContext());
        exchange.setVariable(Delivery.UNPARKED, true);
        exchange.setVariable(Delivery.CHANNEL, event.channel());
        exchange.setVariable(
                Delivery.OPENED, Envelope.open(event.id(), event.notification()).get(0));
        exchange.setVariable(Delivery.RECEIVED_AT, event.receivedAt());
        exchange.setVariable(ChannelPosts.HELD, event.held());
        event.sqsMessageId().ifPresent(id -> exchange.setVariable(Delivery.SQS_MESSAGE_ID, id));
        event.failingSince().ifPresent(since -> exchange.setVariable(Delivery.FAILING_SINCE, since));
        return exchange;
    }

    private static Round.End end(Exchange exchange, Throwable failure) {
        if (exchange.getVariable(DeadLetter.WRITTEN) != null) {
            return Round.End.DEAD;
        }
        if (exchange.getException() instanceof StaysParkedException) {
            return Round.End.FAILED;
        }
        if (failure != null || exchange.getException() != null) {
            return Round.End.UNTRIED;
        }
        boolean duplicate = exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, false, Boolean.class);
        boolean written = exchange.getVariable(Delivery.WRITTEN, false, Boolean.class);
        return written && !duplicate ? Round.End.WRITTEN : Round.End.TOLD;
    }

    /** The routes run: what the store has is accounted for from here on. */
    public void begin() {
        Map<String, List<Backlog>> found = byChannel();
        found.forEach((name, backlogs) -> {
            counts.of(name).found(backlogs);
            ledger.foundParked(name, counts.of(name));
        });
        channels.wakeAll();
    }

    /** Looks what the store has: other relays may have parked it, or a channel may have lost its file. */
    public void look() {
        try {
            Map<String, List<Backlog>> found = byChannel();
            counts.forEach((name, count) -> {
                List<Backlog> backlogs = found.getOrDefault(name, List.of());
                if (store.isShared()) {
                    count.found(backlogs);
                } else {
                    count.oldest(backlogs);
                }
            });
            channels.wakeAll();
            bury(found);
        } catch (RuntimeException e) {
            LOG.warn("What is parked can't be read: {}", SourceLog.line(e));
        }
    }

    private Map<String, List<Backlog>> byChannel() {
        return store.backlogs().stream().collect(Collectors.groupingBy(Backlog::channel));
    }

    private void bury(Map<String, List<Backlog>> found) {
        Instant now = Instant.now();
        gone.keySet().retainAll(found.keySet());
        channels.names().forEach(gone::remove);
        found.keySet().forEach(name -> {
            if (channels.named(name).isEmpty()
                    && !gone.computeIfAbsent(name, first -> now).plus(grace()).isAfter(now)) {
                bury(name);
            }
        });
    }

    /** A file may be away for a moment while it is replaced; another replica may have it already, or still. */
    private Duration grace() {
        return store.isShared() ? GRACE_OF_REPLICAS : GRACE;
    }

    private void bury(String name) {
        ParkedCount count = counts.of(name);
        LOG.warn("{}: has no file any more; its {} parked events become dead letters", name, count.all());
        List<Parked> events = handful(name);
        while (!events.isEmpty()) {
            CountDownLatch done = new CountDownLatch(1);
            Round round = new Round(name, store, count, Instant::now, events, well -> done.countDown());
            events.forEach(event -> {
                count.taken(event.turn());
                send(event, () -> {}, end -> round.ended(event, end));
            });
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            events = round.isWell() ? handful(name) : List.of();
        }
    }

    private List<Parked> handful(String name) {
        return store.take(name, HANDFUL, Due.EVERYTHING, Instant.now().plus(Duration.ofMinutes(1)));
    }
}
