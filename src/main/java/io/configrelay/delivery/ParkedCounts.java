package io.configrelay.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much is parked, by channels' names. */
public final class ParkedCounts {

    private final Map<String, ParkedCount> counts = new ConcurrentHashMap<>();

    ParkedCount of(String channel) {
        return counts.computeIfAbsent(channel, first -> new ParkedCount());
    }
}
