package io.configrelay.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The registry's meters, by name and labels. An event has some for each channel, and the registry itself takes ten times as
 * long to find one.
 */
final class Meters {

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

    private record Key(String name, List<String> labels) {}

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> deliveries = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts so many more; 0 so that the counter is there.
     *
     * @param labels names and values in turn
     */
    void count(int more, String name, String... labels) {
        counters.computeIfAbsent(
                        new Key(name, List.of(labels)),
                        key -> Counter.builder(name).tags(labels).register(registry))
                .increment(more);
    }

    /** Takes down how long a delivery to a channel took. */
    void delivered(String channel, Duration time) {
        deliveries
                .computeIfAbsent(
                        channel,
                        name -> Timer.builder("relay.delivery")
                                .tag("channel", name)
                                .serviceLevelObjectives(BUCKETS)
                                .register(registry))
                .record(time);
    }

    /** Shows a value as it is at the time. */
    void gauge(Supplier<Number> value, String name, String... labels) {
        Gauge.builder(name, value).tags(labels).register(registry);
    }
}
