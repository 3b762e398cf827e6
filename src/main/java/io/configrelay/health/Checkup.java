package io.configrelay.health;

import io.configrelay.health.Health.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** Looks how the relay is. */
public final class Checkup {

    private final CamelContext context;
    private final RelayState state;
    private final Supplier<List<String>> channels;
    private final Waits waits;

    /** What waits, for a channel and in all. */
    public interface Waits {

        /** How many events wait in memory for a channel. */
        int waiting(String channel);

        /** What the store has for a channel. */
        Optional<Parked> parked(String channel);

        /** How many events are in flight for each channel. */
        Map<String, Long> inFlight();

        /** What is to be known of the store. */
        Map<String, Object> store();
    }

    /**
     * @param channels the names of the channels that take events
     * @param waits what waits
     */
    public Checkup(CamelContext context, RelayState state, Supplier<List<String>> channels, Waits waits) {
        this.context = context;
        this.state = state;
        this.channels = channels;
        this.waits = waits;
    }

    /** Whether it can take and deliver notifications: routes started, queue readable, every channel's secret resolved. */
    public Health ready() {
        return new Health(List.of(routes(), queue(), secrets()));
    }

    /** All that there is to know. Nothing of a single channel makes it {@link Status#DOWN}. */
    public Health all() {
        List<Check> checks = new ArrayList<>(ready().checks());
        checks.add(channelFiles());
        checks.add(deadLetters());
        checks.add(store());
        checks.add(sources());
        Map<String, ChannelState> states = state.channels();
        for (String name : channels.get()) {
            checks.add(channel("channel:" + name, name, state.channel(name)));
        }
        if (states.containsKey(RelayState.NONE)) {
            checks.add(channel("unreadable", RelayState.NONE, states.get(RelayState.NONE)));
        }
        return new Health(checks);
    }

    private Check routes() {
        if (context.isStopping() || context.isStopped()) {
            return Check.of("routes", Status.DOWN, "The relay is stopping.");
        }
        List<String> down = context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> !runs(context.getRouteController().getRouteStatus(id)))
                .toList();
        return down.isEmpty()
                ? Check.up("routes")
                : Check.of("routes", Status.DOWN, "Routes that don't run: %s.".formatted(String.join(", ", down)));
    }

    private static boolean runs(ServiceStatus status) {
        return status != null && (status.isStarted() || status.isStarting());
    }

    private Check queue() {
        return state.queue()
                .failure()
                .map(failure -> Check.of(
                        "queue",
                        Status.DOWN,
                        "The queue can't be read since %s: %s".formatted(failure.at(), failure.detail())))
                .orElse(Check.up("queue"));
    }

    /** A channel whose secret could not be resolved did not start. */
    private Check secrets() {
        List<String> names = channels.get();
        return names.isEmpty()
                ? Check.of("secrets", Status.DOWN, "No channel has started.")
                : new Check("secrets", Status.UP, Optional.empty(), Map.of("channels", names.size()));
    }

    private Check channelFiles() {
        List<String> mistakes = state.mistakes();
        return mistakes.isEmpty()
                ? Check.up("channel-files")
                : Check.of(
                        "channel-files",
                        Status.DEGRADED,
                        "The channels stay as they were: " + String.join("; ", mistakes));
    }

    private Check deadLetters() {
        return state.deadLettersFailure()
                .map(failure -> Check.of(
                        "dead-letters",
                        Status.DEGRADED,
                        "Dead letters can't be written to relay.dead-letter, the last time at %s; the events go back to their source: %s"
                                .formatted(failure.at(), failure.detail())))
                .orElse(Check.up("dead-letters"));
    }

    private Check store() {
        Optional<String> problem = state.store()
                .failure()
                .map(failure ->
                        ("The store (relay.store) can't be used since %s; what comes stays with its source until"
                                        + " it can: %s")
                                .formatted(failure.at(), failure.detail()))
                .or(() -> state.store().full().map(Failure::detail));
        return new Check("store", problem.isPresent() ? Status.DEGRADED : Status.UP, problem, waits.store());
    }

    /** What holds the sources back. */
    private Check sources() {
        return state.queue()
                .heldSince()
                .map(since -> Check.of("sources", Status.DEGRADED, full(since)))
                .orElse(Check.up("sources"));
    }

    private String full(Instant since) {
        if (state.store().failure().isPresent()) {
            return "The queue is not polled since %s, because the store can't be used.".formatted(since);
        }
        String most = waits.inFlight().entrySet().stream()
                .filter(channel -> channel.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .map(channel -> "%s %d".formatted(channel.getKey(), channel.getValue()))
                .collect(Collectors.joining(", "));
        return ("The queue is not polled since %s: as much is under way as may be (relay.max-in-flight,"
                        + " relay.max-in-flight-size), by channel: %s.")
                .formatted(since, most);
    }

    private Check channel(String check, String name, ChannelState channel) {
        Optional<Parked> parked = waits.parked(name);
        return new Check(
                check,
                channel.isDegraded() ? Status.DEGRADED : Status.UP,
                channel.problem(name, parked),
                channel.data(waits.waiting(name), parked));
    }
}
