package io.configrelay.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Accounts for every notification in metrics. For each channel, at any time:
 *
 * <pre>
 * decoded = filtered + matched, those of shadow=true included
 * matched = delivered + dropped + dead letters + duplicates + returned + in flight
 * </pre>
 *
 * <p>What can't be read is never offered to a channel: received = decoded + dead letters of the channel {@code none}.
 */
public final class Ledger {

    /** The channel of dead letters that no channel was offered. */
    static final String NONE = "none";

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Set<Digest>> digests = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> inFlight = new ConcurrentHashMap<>();

    /** @param registry where the metrics are */
    public Ledger(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** A notification came out of an envelope. */
    void received(String source) {
        count("relay.events.received", "source", source);
    }

    /** It was read, and is offered to every channel from here on. */
    void decoded() {
        count("relay.events.decoded");
    }

    /** The channel's filter let it through: from here to the end of its exchange it is in flight. */
    public void matched(Exchange exchange) {
        String channel = Delivery.of(exchange).channel();
        count("relay.events.matched", "channel", channel, "shadow", "false");
        exchange.getVariable(Delivery.CLAIMED, AtomicBoolean.class).set(true);
        inFlight(channel).incrementAndGet();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                settle(done, channel);
                inFlight(channel).decrementAndGet();
            }

            @Override
            public boolean allowHandover() {
                return false;
            }
        });
    }

    /** The channel's filter let it through, but the channel only tries its filter out. */
    public void shadowed(Exchange exchange) {
        count("relay.events.matched", "channel", Delivery.of(exchange).channel(), "shadow", "true");
    }

    /** No channel's filter let it through, but those of channels that take what no other wants. */
    public void unclaimed() {
        count("relay.events.unclaimed");
    }

    /** The channel's filter held it back. */
    public void filtered(Exchange exchange) {
        count("relay.events.filtered", "channel", Delivery.of(exchange).channel());
    }

    /** A post came to an end: {@code ok}, or what it failed with. */
    void posted(String channel, String outcome) {
        count("relay.posts", "channel", channel, "outcome", outcome);
    }

    /** Nothing could be offered to any channel, and a dead letter says why. */
    void unreadable(String reason) {
        count("relay.dead.letters", "channel", NONE, "reason", reason);
    }

    /** How many exchanges of this channel wait for a post, in this digest and in others that are on their way out. */
    void waiting(String channel, Digest digest) {
        digests.computeIfAbsent(channel, name -> {
                    Set<Digest> all = ConcurrentHashMap.newKeySet();
                    Gauge.builder(
                                    "relay.waiting",
                                    all,
                                    set -> set.stream()
                                            .mapToInt(Digest::waiting)
                                            .sum())
                            .tag("channel", name)
                            .strongReference(true)
                            .register(registry);
                    return all;
                })
                .add(digest);
        inFlight(channel);
    }

    /** The digest is no more. */
    void gone(String channel, Digest digest) {
        digests.getOrDefault(channel, Set.of()).remove(digest);
    }

    /** Channel files were read anew: {@code applied}, or {@code refused} because something in them is wrong. */
    void reloaded(String outcome) {
        count("relay.reloads", "outcome", outcome);
    }

    private void settle(Exchange exchange, String channel) {
        DeadLetter letter = exchange.getVariable(DeadLetter.WRITTEN, DeadLetter.class);
        if (letter != null) {
            count(
                    "relay.dead.letters",
                    "channel",
                    channel,
                    "reason",
                    letter.reason().word());
        } else if (exchange.getException() != null) {
            count("relay.events.returned", "channel", channel);
        } else if (exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, false, Boolean.class)) {
            count("relay.events.duplicate", "channel", channel);
        } else if (exchange.getVariable(Delivery.DROPPED, false, Boolean.class)) {
            count("relay.events.dropped", "channel", channel);
        } else {
            count("relay.events.delivered", "channel", channel);
            Timer.builder("relay.delivery")
                    .tag("channel", channel)
                    .register(registry)
                    .record(Duration.between(Delivery.of(exchange).receivedAt(), clock.instant()));
        }
    }

    private AtomicLong inFlight(String channel) {
        return inFlight.computeIfAbsent(
                channel,
                name -> registry.gauge(
                        "relay.in.flight",
                        List.of(io.micrometer.core.instrument.Tag.of("channel", name)),
                        new AtomicLong()));
    }

    private void count(String name, String... tags) {
        Counter.builder(name).tags(tags).register(registry).increment();
    }
}
