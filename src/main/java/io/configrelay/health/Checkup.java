package io.configrelay.health;

import io.configrelay.health.Health.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** Looks how the relay is. */
public final class Checkup {

    private final CamelContext context;
    private final RelayState state;
    private final Supplier<List<String>> channels;
    private final ToIntFunction<String> waiting;

    /**
     * @param channels the names of the channels that take events
     * @param waiting how many events wait in a channel
     */
    public Checkup(
            CamelContext context, RelayState state, Supplier<List<String>> channels, ToIntFunction<String> waiting) {
        this.context = context;
        this.state = state;
        this.channels = channels;
        this.waiting = waiting;
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

    private Check channel(String check, String name, ChannelState channel) {
        return new Check(
                check,
                channel.isDegraded() ? Status.DEGRADED : Status.UP,
                channel.problem(name),
                channel.data(waiting.applyAsInt(name)));
    }
}
