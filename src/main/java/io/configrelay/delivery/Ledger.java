package io.configrelay.delivery;

import io.configrelay.health.RelayState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
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

    /** How long events take, from a post at once to an outage of Slack. */
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final Clock clock;
    private final RelayState state;
    /** By name and labels: the registry takes longer to find one, and an event has some for each channel. */
    private record Meter(String name, List<String> tags) {}

    private final Map<Meter, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Set<Digest>> digests = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> inFlight = new ConcurrentHashMap<>();

    /**
     * @param registry where the metrics are
     * @param state hears how the channels are
     */
    public Ledger(MeterRegistry registry, Clock clock, RelayState state) {
        this.registry = registry;
        this.clock = clock;
        this.state = state;
        Gauge.builder("relay.channel.files.mistakes", () -> state.mistakes().size())
                .register(registry);
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
                settle(Settlement.of(done));
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
    public void unmatched(Exchange exchange) {
        count("relay.events.unmatched");
        EventLog.unmatched(Delivery.of(exchange));
    }

    /** The channel's filter held it back. */
    public void filtered(Exchange exchange) {
        filtered(Delivery.of(exchange).channel());
    }

    /** The same, before it came to the channel's route. */
    void filtered(String channel) {
        count("relay.events.filtered", "channel", channel);
    }

    /** Slack took a message. */
    void posted(String channel) {
        count("relay.posts", "channel", channel, "outcome", "ok");
        state.channel(channel).succeeded();
    }

    /** A post failed: Slack's answer in a word, or {@code unreachable} or {@code timeout}. */
    void notPosted(String channel, String outcome, Reason reason) {
        count("relay.posts", "channel", channel, "outcome", outcome);
        state.channel(channel).failed(reason.word(), reason.detail());
    }

    /** Whether dead letters can be written: the last was, or why not. */
    void deadLettersWritable(Optional<String> problem) {
        state.deadLettersWritable(problem);
    }

    /** Nothing could be offered to any channel, and a dead letter says why. */
    void unreadable(String reason) {
        deadLetter(RelayState.NONE, reason);
    }

    private void deadLetter(String channel, String reason) {
        String word = Reason.label(reason);
        count("relay.dead.letters", "channel", channel, "reason", word);
        state.channel(channel).deadLetter(word);
    }

    /** The relay reads a queue: from here on it is told whether it can. */
    public void readsQueue() {
        Gauge.builder("relay.queue.readable", () -> state.queue().failure().isEmpty() ? 1 : 0)
                .register(registry);
    }

    /** A poll of the queue brought messages, or none. */
    void polled() {
        count("relay.polls", "outcome", "ok");
        state.queue().polled();
    }

    /** A poll of the queue failed. */
    void notPolled(String detail) {
        count("relay.polls", "outcome", "failed");
        state.queue().failed(detail);
    }

    /** The queue was not polled, because the relay holds as much as it may. */
    void heldBack() {
        count("relay.polls", "outcome", "held");
        state.queue().alive();
    }

    /** How many exchanges of this channel wait for a post. */
    public int waiting(String channel) {
        return digests.getOrDefault(channel, Set.of()).stream()
                .mapToInt(Digest::waiting)
                .sum();
    }

    /**
     * Counts what waits in this digest for this channel, besides others that are on their way out. The channel's metrics
     * are there from here on, because what begins with 1 looks like nothing to Prometheus.
     */
    void waiting(String channel, Digest digest) {
        digests.computeIfAbsent(channel, name -> {
                    gauge("relay.waiting", name, () -> waiting(name));
                    gauge("relay.channel.failing", name, () -> state.isFailing(name) ? 1 : 0);
                    count(0, "relay.events.matched", "channel", name, "shadow", "false");
                    count(0, "relay.events.delivered", "channel", name);
                    count(0, "relay.posts", "channel", name, "outcome", "ok");
                    return ConcurrentHashMap.newKeySet();
                })
                .add(digest);
        inFlight(channel);
    }

    /** The digest is no more. */
    void gone(String channel, Digest digest) {
        Set<Digest> left = digests.getOrDefault(channel, Set.of());
        left.remove(digest);
        if (left.isEmpty()) {
            state.channel(channel).ended();
        }
    }

    /** Channel files were read anew, and this is wrong in them; the channels stay as they were for that. */
    public void reloaded(List<String> mistakes) {
        count("relay.reloads", "outcome", mistakes.isEmpty() ? "applied" : "refused");
        state.filesRead(mistakes);
    }

    private void settle(Settlement end) {
        String channel = end.delivery().channel();
        switch (end.outcome()) {
            case DEAD_LETTER -> deadLetter(channel, end.reason().orElseThrow());
            case RETURNED -> count("relay.events.returned", "channel", channel);
            case DUPLICATE -> count("relay.events.duplicate", "channel", channel);
            case DROPPED -> count("relay.events.dropped", "channel", channel);
            case DELIVERED -> {
                count("relay.events.delivered", "channel", channel);
                deliveries
                        .computeIfAbsent(channel, this::deliveryTimer)
                        .record(Duration.between(end.delivery().receivedAt(), clock.instant()));
            }
        }
        EventLog.settled(end);
    }

    private Timer deliveryTimer(String channel) {
        return Timer.builder("relay.delivery")
                .tag("channel", channel)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private AtomicLong inFlight(String channel) {
        return inFlight.computeIfAbsent(
                channel,
                name -> registry.gauge(
                        "relay.in.flight",
                        List.of(io.micrometer.core.instrument.Tag.of("channel", name)),
                        new AtomicLong()));
    }

    private void gauge(String name, String channel, Supplier<Number> value) {
        Gauge.builder(name, value).tag("channel", channel).register(registry);
    }

    private void count(String name, String... tags) {
        count(1, name, tags);
    }

    private void count(int more, String name, String... tags) {
        counters.computeIfAbsent(
                        new Meter(name, List.of(tags)),
                        meter -> Counter.builder(name).tags(tags).register(registry))
                .increment(more);
    }
}
