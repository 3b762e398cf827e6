package io.configrelay.delivery;

import io.configrelay.health.Parked;
import io.configrelay.health.RelayState;
import io.configrelay.store.Room;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Accounts for every notification in metrics. For each channel, at any time:
 *
 * <pre>
 * decoded = filtered + matched, those of shadow=true included
 * matched + found parked = delivered + dropped + dead letters + duplicates + returned + in flight + parked
 * </pre>
 *
 * <p>What can't be read is never offered to a channel: received = decoded + dead letters of the channel {@code none}.
 */
public final class Ledger {

    private final Meters meters;
    private final Clock clock;
    private final RelayState state;
    private final Map<String, Set<Digest>> digests = new ConcurrentHashMap<>();
    private final Map<String, ParkedCount> parked = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> inFlight = new ConcurrentHashMap<>();

    /**
     * @param registry where the metrics are
     * @param state hears how the channels are
     */
    public Ledger(MeterRegistry registry, Clock clock, RelayState state) {
        this.meters = new Meters(registry);
        this.clock = clock;
        this.state = state;
        meters.gauge(() -> state.mistakes().size(), "relay.channel.files.mistakes");
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
        exchange.getVariable(Delivery.CLAIMED, AtomicBoolean.class).set(true);
        filterFailed(exchange);
    }

    /** The channel's filter failed on it, so that nobody knows: it counts as let through, and claims the event of nobody. */
    void filterFailed(Exchange exchange) {
        count("relay.events.matched", "channel", Delivery.of(exchange).channel(), "shadow", "false");
        inHand(exchange);
    }

    /** An event that was parked is in flight again. */
    void resumed(Exchange exchange) {
        inHand(exchange);
    }

    private void inHand(Exchange exchange) {
        String channel = Delivery.of(exchange).channel();
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

    /** Whether Slack takes this channel's mentions: it does, or the word with which it refused the last. */
    void mentions(String channel, Optional<String> refusal) {
        state.channel(channel).mentions(refusal);
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
        meters.gauge(() -> state.queue().failure().isEmpty() ? 1 : 0, "relay.queue.readable");
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
        state.queue().heldBack();
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
                    meters.gauge(() -> waiting(name), "relay.waiting", "channel", name);
                    meters.gauge(() -> state.isFailing(name) ? 1 : 0, "relay.channel.failing", "channel", name);
                    meters.count(0, "relay.events.matched", "channel", name, "shadow", "false");
                    meters.count(0, "relay.events.delivered", "channel", name);
                    meters.count(0, "relay.posts", "channel", name, "outcome", "ok");
                    return ConcurrentHashMap.newKeySet();
                })
                .add(digest);
        inFlight(channel);
    }

    /** What the store had for this channel when the relay began. */
    void foundParked(String channel, ParkedCount count) {
        parking(channel, count);
        count(count.all(), "relay.events.found.parked", "channel", channel);
    }

    /** Shows what is parked for this channel. */
    void parking(String channel, ParkedCount count) {
        if (parked.putIfAbsent(channel, count) != null) {
            return;
        }
        count(0, "relay.events.found.parked", "channel", channel);
        meters.gauge(count::all, "relay.parked", "channel", channel);
        meters.gauge(() -> age(count), "relay.parked.oldest.age.seconds", "channel", channel);
    }

    private long age(ParkedCount count) {
        return count.oldest()
                .map(at -> Duration.between(at, clock.instant()).toSeconds())
                .orElse(0L);
    }

    /** What is parked for this channel: how many, and when the oldest was received. */
    public Optional<Parked> parked(String channel) {
        return Optional.ofNullable(parked.get(channel))
                .flatMap(count -> count.oldest().map(oldest -> new Parked(count.all(), oldest)));
    }

    /** How many events are in flight for each channel. */
    public Map<String, Long> inFlight() {
        Map<String, Long> all = new TreeMap<>();
        inFlight.forEach((channel, count) -> all.put(channel, count.get()));
        return all;
    }

    /** The digest is no more. */
    void gone(String channel, Digest digest) {
        Set<Digest> left = digests.getOrDefault(channel, Set.of());
        left.remove(digest);
        if (left.isEmpty()) {
            state.channel(channel).ended();
        }
    }

    /** Whether the store can't be used at the moment: then nobody can tell what was delivered, nor park anything. */
    boolean isStoreAway() {
        return state.store().failure().isPresent();
    }

    /** How the store is, from here on. */
    public void hasStore(Room room) {
        meters.gauge(() -> state.store().failure().isEmpty() ? 1 : 0, "relay.store.works");
        meters.gauge(room::size, "relay.store.bytes");
        meters.gauge(room::most, "relay.store.max.bytes");
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
            // A gauge tells how many there are.
            case PARKED -> {}
            case DELIVERED -> {
                count("relay.events.delivered", "channel", channel);
                meters.delivered(channel, Duration.between(end.delivery().receivedAt(), clock.instant()));
            }
        }
        EventLog.settled(end);
    }

    private AtomicLong inFlight(String channel) {
        return inFlight.computeIfAbsent(channel, name -> {
            AtomicLong count = new AtomicLong();
            meters.gauge(count::get, "relay.in.flight", "channel", name);
            return count;
        });
    }

    private void count(String name, String... labels) {
        count(1, name, labels);
    }

    private void count(int more, String name, String... labels) {
        meters.count(more, name, labels);
    }
}
