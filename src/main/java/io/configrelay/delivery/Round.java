package io.configrelay.delivery;

import io.configrelay.store.Parked;
import io.configrelay.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parked events that were taken together, and what became of each: written down when the last has come to its end. */
final class Round {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    /** What became of one. */
    enum End {
        /** It is told, and written down so. */
        WRITTEN,
        /** It is told, and that is not written down. */
        TOLD,
        /** It is a dead letter. */
        DEAD,
        /** Slack didn't take it; it stays parked. */
        FAILED,
        /** It was not tried; it stays parked. */
        UNTRIED
    }

    /** Whom a round tells of its end. */
    interface Ended {
        /** The last has come to its end; well where the next may be taken at once. */
        void ended(boolean well);
    }

    private final String channel;
    private final Store store;
    private final ParkedCount count;
    private final Supplier<Instant> failingSince;
    private final Ended ended;
    private final Map<End, List<Parked>> ends = new EnumMap<>(End.class);
    private final Set<String> underWay = new HashSet<>();
    private final Object writing = new Object();
    private volatile boolean written;
    private volatile boolean well;

    /**
     * @param failingSince since when Slack has taken nothing, where it didn't take one of these
     * @param events all of them
     */
    Round(
            String channel,
            Store store,
            ParkedCount count,
            Supplier<Instant> failingSince,
            List<Parked> events,
            Ended ended) {
        this.channel = channel;
        this.store = store;
        this.count = count;
        this.failingSince = failingSince;
        events.forEach(event -> underWay.add(event.key()));
        this.ended = ended;
    }

    /** One has come to its end. */
    void ended(Parked event, End end) {
        synchronized (writing) {
            if (!isLast(event, end)) {
                return;
            }
            stays(End.FAILED);
            stays(End.UNTRIED);
        }
        well = settle() && events(End.UNTRIED).isEmpty();
        ended.ended(well);
    }

    private synchronized boolean isLast(Parked event, End end) {
        ends.computeIfAbsent(end, first -> new ArrayList<>()).add(event);
        underWay.remove(event.key());
        return underWay.isEmpty();
    }

    /**
     * Writes down what became of them, if all have come to their end and that isn't written yet: the store may have been
     * away, and what it doesn't know of nobody could take before the claim ends.
     *
     * @return whether nothing is left to be written now
     */
    boolean settle() {
        synchronized (writing) {
            written = written || (underWay().isEmpty() && write());
            return written || !underWay().isEmpty();
        }
    }

    /** Whether all have come to their end, and that is written down. */
    boolean isWritten() {
        return written;
    }

    /** Whether each came to an end, and all was written down. */
    boolean isWell() {
        return well;
    }

    /** Keys of those that have not come to their end. */
    synchronized Set<String> underWay() {
        return Set.copyOf(underWay);
    }

    private List<Parked> events(End end) {
        return ends.getOrDefault(end, List.of());
    }

    private List<String> keys(End end) {
        return events(end).stream().map(Parked::key).toList();
    }

    private boolean write() {
        try {
            if (!keys(End.TOLD).isEmpty()) {
                store.delivered(keys(End.TOLD));
            }
            if (!keys(End.DEAD).isEmpty()) {
                store.forget(keys(End.DEAD));
            }
            if (!keys(End.FAILED).isEmpty()) {
                store.failing(keys(End.FAILED), failingSince.get());
            }
            if (!keys(End.UNTRIED).isEmpty()) {
                store.release(keys(End.UNTRIED));
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{}: what became of parked events can't be written down: {}", channel, SourceLog.line(e));
            return false;
        }
    }

    private void stays(End end) {
        events(end).forEach(event -> count.parked(event.turn(), event.receivedAt()));
    }
}
