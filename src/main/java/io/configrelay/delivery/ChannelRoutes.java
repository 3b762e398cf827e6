package io.configrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces channels' routes while events come. A new route is started aside, then events go to it instead of the old one
 * from one event to the next. The old one comes to its end with the events that it has, and is removed when it is idle and
 * no event can be on its way to it any more.
 */
public final class ChannelRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelRoutes.class);

    /** No event takes so long from the decision where it goes to its channel's route. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(60);

    /**
     * A channel as it shall be.
     *
     * @param name of the channel
     * @param parameters of the route template
     */
    public record Wanted(String name, Map<String, String> parameters) {}

    private record Retired(String routeId, SlackChannel channel, Instant since) {}

    private final CamelContext context;
    private final Channels channels;
    private final Map<String, String> routeIds = new HashMap<>();
    private final List<Retired> retired = new ArrayList<>();
    private int generation = 1;

    /** @param context with the channels' routes started */
    public ChannelRoutes(CamelContext context) {
        this.context = context;
        this.channels = context.getRegistry().findSingleByType(Channels.class);
    }

    /** A channel whose route Camel has started, under whatever id. */
    public void began(String channel) {
        String endpoint = channels.named(channel).orElseThrow().endpointUri();
        context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().equals(endpoint))
                .forEach(route -> routeIds.put(channel, route.getRouteId()));
    }

    /**
     * Makes channels be as they shall.
     *
     * @param wanted those that are new or different
     * @param gone names of those that shall be no more
     * @throws Exception when a route can't be started; then nothing has changed
     */
    public void change(List<Wanted> wanted, Set<String> gone) throws Exception {
        generation++;
        Map<String, Optional<SlackChannel>> before = new HashMap<>();
        Map<String, String> started = new HashMap<>();
        try {
            for (Wanted channel : wanted) {
                before.put(channel.name(), channels.named(channel.name()));
                started.put(channel.name(), start(channel));
            }
        } catch (Exception e) {
            for (String routeId : started.values()) {
                remove(routeId);
            }
            before.forEach((name, channel) -> channel.ifPresent(old -> channels.started(name, old)));
            throw e;
        }
        gone.forEach(name -> before.put(name, channels.named(name)));
        Set<String> out = new HashSet<>();
        before.forEach((name, channel) -> {
            String routeId = routeIds.remove(name);
            if (routeId != null && channel.isPresent()) {
                out.add(routeId);
                retired.add(new Retired(routeId, channel.get(), Instant.now()));
            }
        });
        channels.swap(new HashSet<>(started.values()), out);
        routeIds.putAll(started);
        before.values().forEach(channel -> channel.ifPresent(SlackChannel::retire));
        channels.wakeAll();
    }

    private String start(Wanted channel) throws Exception {
        String routeId = "channel-%s~%d".formatted(channel.name(), generation);
        channels.swap(Set.of(), Set.of(routeId));
        TemplatedRouteBuilder route =
                TemplatedRouteBuilder.builder(context, "slack-channel").routeId(routeId);
        channel.parameters().forEach(route::parameter);
        route.parameter("generation", String.valueOf(generation));
        try {
            route.add();
            return routeId;
        } catch (Exception e) {
            remove(routeId);
            throw e;
        }
    }

    /** Removes the routes of old that have come to their end. */
    public void clean() {
        Instant late = Instant.now().minus(ON_THE_WAY);
        for (Retired old : List.copyOf(retired)) {
            boolean idle = context.getInflightRepository().size(old.routeId()) == 0
                    && old.channel().isIdle();
            if (idle && old.since().isBefore(late)) {
                remove(old.routeId());
                retired.remove(old);
            }
        }
    }

    private void remove(String routeId) {
        try {
            if (context.getRoute(routeId) != null) {
                context.getRouteController().stopRoute(routeId);
                context.removeRoute(routeId);
            }
            channels.swap(Set.of(routeId), Set.of());
        } catch (Exception e) {
            LOG.warn("Route {} can't be removed; it gets no events any more: {}", routeId, e.toString());
        }
    }
}
