package io.configrelay.delivery;

import io.configrelay.store.Backlog;
import io.configrelay.store.Turn;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many events are parked for a channel, by what this relay did; one for all routes that the channel has one after another. */
final class ParkedCount {

    private final Map<Turn, Integer> events = new EnumMap<>(Turn.class);
    private Instant oldest;

    /** How many. */
    synchronized int all() {
        return events.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int of(Turn turn) {
        return events.getOrDefault(turn, 0);
    }

    /** How many that don't ride with others. */
    int inOrder() {
        return of(Turn.USUAL) + of(Turn.GRAVE);
    }

    /** When the oldest of them was received, about; nothing where none is. */
    synchronized Optional<Instant> oldest() {
        return all() == 0 ? Optional.empty() : Optional.ofNullable(oldest);
    }

    /** One more. */
    synchronized void parked(Turn turn, Instant receivedAt) {
        if (all() == 0 || receivedAt.isBefore(oldest)) {
            oldest = receivedAt;
        }
        events.merge(turn, 1, Integer::sum);
    }

    /** One less. */
    synchronized void taken(Turn turn) {
        events.merge(turn, -1, Integer::sum);
    }

    /** What the store says: that others may have filled, or that an earlier process has. */
    synchronized void found(List<Backlog> backlogs) {
        events.clear();
        backlogs.forEach(backlog -> events.put(backlog.turn(), backlog.events()));
        oldest(backlogs);
    }

    /** When the oldest was received, as the store says. */
    synchronized void oldest(List<Backlog> backlogs) {
        oldest = backlogs.stream().map(Backlog::oldest).min(Instant::compareTo).orElse(oldest);
    }
}
