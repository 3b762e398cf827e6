package io.configrelay.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/** Finds the channels: every route of the group {@code slack-channel} is one. */
public final class Channels {

    private static final String GROUP = "slack-channel";

    private final Map<String, SlackChannel> started = new ConcurrentHashMap<>();

    void started(String name, SlackChannel channel) {
        started.put(name, channel);
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

    static List<Endpoint> of(CamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> GROUP.equals(route.getGroup()))
                .map(Route::getEndpoint)
                .toList();
    }
}
