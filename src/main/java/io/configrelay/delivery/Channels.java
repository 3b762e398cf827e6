package io.configrelay.delivery;

import io.configrelay.filter.FilterFailedException;
import io.configrelay.slack.Notice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the channels: every route of the group {@code slack-channel} is one, but those that are set aside. */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    static final String GROUP = "slack-channel";

    private final Map<String, SlackChannel> started = new ConcurrentHashMap<>();

    private final Map<String, SlackChannel> byEndpoint = new ConcurrentHashMap<>();
    private final Ledger ledger;

    /** Changes with everything below and above. */
    private final AtomicLong version = new AtomicLong();

    /**
     * The channels as they were at a time.
     *
     * @param version what it was then
     * @param routes how many there were
     * @param rest those that take what no other wants
     */
    private record Entrances(long version, int routes, List<Entrance> usual, List<Entrance> rest) {}

    private volatile Entrances entrances = new Entrances(-1, 0, List.of(), List.of());

    /** Ids of routes that take no events: not yet, or no more. */
    private volatile Set<String> aside = Set.of();

    /** @param ledger counts what filters hold back */
    public Channels(Ledger ledger) {
        this.ledger = ledger;
    }

    void started(String name, SlackChannel channel) {
        started.put(name, channel);
        byEndpoint.put(channel.endpointUri(), channel);
        version.incrementAndGet();
    }

    /** The channel stops, and not because the relay does: then its route would look like one without a filter. */
    void stopped(String name, SlackChannel channel) {
        started.remove(name, channel);
        if (channel.getCamelContext().isStopping()) {
            return;
        }
        byEndpoint.remove(channel.endpointUri(), channel);
        version.incrementAndGet();
    }

    /** From one event to the next, the routes of these ids take events and those take none. */
    synchronized void swap(Set<String> in, Set<String> out) {
        Set<String> now = new HashSet<>(aside);
        now.removeAll(in);
        now.addAll(out);
        aside = Set.copyOf(now);
        version.incrementAndGet();
    }

    /** The names of the started channels, in order. */
    public List<String> names() {
        return started.keySet().stream().sorted().toList();
    }

    /** Tells the channels that asked for it how the relay is; nobody where there is nothing to tell. */
    public void tell(List<Notice> notices, String from) {
        if (!notices.isEmpty()) {
            started.values().stream().filter(SlackChannel::isOfOps).forEach(channel -> channel.tell(notices, from));
        }
    }

    /** How many channels are started. */
    int size() {
        return started.size();
    }

    /** The channel of this name, where there is one, looks whether something is parked for it. */
    void wake(String name) {
        named(name).ifPresent(SlackChannel::wake);
    }

    /** Each looks whether something is parked for it. */
    void wakeAll() {
        started.values().forEach(SlackChannel::wake);
    }

    /** The started channel of this name. */
    Optional<SlackChannel> named(String name) {
        return Optional.ofNullable(started.get(name));
    }

    /**
     * The endpoints at which channels take this event; those whose filter holds it back are left out.
     *
     * @throws IllegalStateException when there is none, because an event without a channel would be acknowledged and
     *     gone
     */
    public List<Endpoint> endpoints(Exchange exchange) {
        Entrances now = entrances(exchange.getContext());
        if (now.usual().isEmpty() && now.rest().isEmpty()) {
            throw new IllegalStateException("No channel is loaded: routes/channels/ has no file.");
        }
        return open(now.usual(), exchange);
    }

    /** The endpoints of the channels that take what no other channel wants. */
    public List<Endpoint> otherwise(Exchange exchange) {
        return open(entrances(exchange.getContext()).rest(), exchange);
    }

    /** Whether no channel wanted the event. */
    public boolean unmatched(Exchange exchange) {
        return !exchange.getVariable(Delivery.CLAIMED, AtomicBoolean.class).get();
    }

    private List<Endpoint> open(List<Entrance> entrances, Exchange exchange) {
        Object view = exchange.getMessage().getBody();
        List<Endpoint> open = new ArrayList<>();
        Map<String, FilterFailedException> failures = Delivery.filterFailures(exchange);
        for (Entrance entrance : entrances) {
            if (entrance.isClosedTo(view, failures)) {
                ledger.filtered(entrance.channel());
            } else {
                open.add(entrance.endpoint());
            }
        }
        return open;
    }

    /**
     * The first step of a channel's route: ends it where the channel's filter has failed on the event.
     *
     * @throws FilterFailedException that becomes the channel's dead letter; a channel that is tried out has none
     */
    public void admit(Exchange exchange) {
        String channel = Delivery.of(exchange).channel();
        FilterFailedException failure = Delivery.filterFailures(exchange).get(channel);
        if (failure == null) {
            return;
        }
        if (named(channel).filter(SlackChannel::isShadow).isPresent()) {
            LOG.warn("{}: it is tried out, and would have a dead letter: {}", channel, failure.getMessage());
            ledger.filtered(channel);
            exchange.setRouteStop(true);
            return;
        }
        ledger.filterFailed(exchange);
        throw failure;
    }

    private Entrances entrances(CamelContext context) {
        Entrances known = entrances;
        while (known.version() != version.get() || known.routes() != context.getRoutesSize()) {
            known = look(context);
            entrances = known;
        }
        return known;
    }

    /**
     * The channels of now. What changed meanwhile has another version, so it is looked at again: routes of before with
     * what is aside afterwards would be a channel's old route no more and its new one not yet.
     */
    private Entrances look(CamelContext context) {
        long now = version.get();
        int routes = context.getRoutesSize();
        // Before the routes: who is no more aside is among them.
        Set<String> out = aside;
        Map<Boolean, List<Entrance>> byRest = context.getRoutes().stream()
                .filter(route -> GROUP.equals(route.getGroup()) && !out.contains(route.getRouteId()))
                .collect(Collectors.partitioningBy(
                        this::isForTheRest, Collectors.mapping(this::entrance, Collectors.toList())));
        return new Entrances(now, routes, byRest.get(false), byRest.get(true));
    }

    private boolean isForTheRest(Route route) {
        SlackChannel channel = byEndpoint.get(route.getEndpoint().getEndpointUri());
        return channel != null && channel.isForTheRest();
    }

    private Entrance entrance(Route route) {
        SlackChannel channel = byEndpoint.get(route.getEndpoint().getEndpointUri());
        return channel == null
                ? new Entrance(route.getRouteId(), route.getEndpoint(), Optional.empty())
                : new Entrance(channel.name(), route.getEndpoint(), Optional.of(channel.match()));
    }
}
