package io.configrelay.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** How much is parked, by channels' names. */
public final class ParkedCounts {

    private final Map<String, ParkedCount> counts = new ConcurrentHashMap<>();

    ParkedCount of(String channel) {
        return counts.computeIfAbsent(channel, first -> new ParkedCount());
    }

    /** Of each channel that something was parked for since the start, whether or not it has a file. */
    void forEach(BiConsumer<String, ParkedCount> action) {
        counts.forEach(action);
    }
}
