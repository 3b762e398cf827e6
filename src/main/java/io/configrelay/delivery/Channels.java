package io.configrelay.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/** Finds the channels: every route of the group {@code slack-channel} is one, but those that are set aside. */
public final class Channels {

    private static final String GROUP = "slack-channel";

    private final Map<String, SlackChannel> started = new ConcurrentHashMap<>();

    /** Ids of routes that take no events: not yet, or no more. */
    private volatile Set<String> aside = Set.of();

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
        List<Endpoint> endpoints = of(exchange.getContext());
        if (endpoints.isEmpty()) {
            throw new IllegalStateException("No channel is loaded: routes/channels/ has no file.");
        }
        return endpoints;
    }

    private List<Endpoint> of(CamelContext context) {
        Set<String> not = aside;
        return context.getRoutes().stream()
                .filter(route -> GROUP.equals(route.getGroup()) && !not.contains(route.getRouteId()))
                .map(Route::getEndpoint)
                .toList();
    }
}
