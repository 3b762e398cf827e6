package io.configrelay.delivery;

import io.configrelay.slack.Notice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/** Finds the channels: every route of the group {@code slack-channel} is one, but those that are set aside. */
public final class Channels {

    private static final String GROUP = "slack-channel";

    private final Map<String, SlackChannel> started = new ConcurrentHashMap<>();

    /** URIs of the endpoints at which channels for the rest take events. */
    private final Set<String> rest = ConcurrentHashMap.newKeySet();

    /** Ids of routes that take no events: not yet, or no more. */
    private volatile Set<String> aside = Set.of();

    /** The channel takes, at this endpoint, what no other channel wants. */
    void forTheRest(String endpointUri) {
        rest.add(endpointUri);
    }

    void started(String name, SlackChannel channel) {
        started.put(name, channel);
    }

    void stopped(String name, SlackChannel channel) {
        started.remove(name, channel);
    }

    /** From one event to the next, the routes of these ids take events and those take none. */
    synchronized void swap(Set<String> in, Set<String> out) {
        Set<String> now = new HashSet<>(aside);
        now.removeAll(in);
        now.addAll(out);
        aside = Set.copyOf(now);
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

    /** The started channel of this name. */
    Optional<SlackChannel> named(String name) {
        return Optional.ofNullable(started.get(name));
    }

    /**
     * The endpoints at which the channels take events.
     *
     * @throws IllegalStateException when there is none, because an event without a channel would be acknowledged and
     *     gone
     */
    public List<Endpoint> endpoints(Exchange exchange) {
        List<Endpoint> endpoints = of(exchange.getContext(), false);
        if (endpoints.isEmpty() && otherwise(exchange).isEmpty()) {
            throw new IllegalStateException("No channel is loaded: routes/channels/ has no file.");
        }
        return endpoints;
    }

    /** The endpoints of the channels that take what no other channel wants. */
    public List<Endpoint> otherwise(Exchange exchange) {
        return of(exchange.getContext(), true);
    }

    /** Whether no channel wanted the event. */
    public boolean unmatched(Exchange exchange) {
        return !exchange.getVariable(Delivery.CLAIMED, AtomicBoolean.class).get();
    }

    private List<Endpoint> of(CamelContext context, boolean otherwise) {
        Set<String> not = aside;
        return context.getRoutes().stream()
                .filter(route -> GROUP.equals(route.getGroup()) && !not.contains(route.getRouteId()))
                .filter(route -> rest.contains(route.getEndpoint().getEndpointUri()) == otherwise)
                .map(Route::getEndpoint)
                .toList();
    }
}
