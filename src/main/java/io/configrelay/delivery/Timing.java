package io.configrelay.delivery;

import io.configrelay.describe.Change;
import io.configrelay.describe.Risk;
import io.configrelay.store.Due;
import io.configrelay.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a channel is told, as its file says; with a store, where what is told later waits. */
final class Timing {

    /** Slack's pace. */
    private static final Duration PACE = Duration.ofSeconds(1);

    private final ChannelSettings settings;

    /** What came before this is told from now on, where there is a long interval. */
    private Instant told = Instant.EPOCH;

    Timing(ChannelSettings settings) {
        this.settings = settings;
    }

    /** From one message to the next: of a long interval, only between those that tell of what waited for it together. */
    Duration pace() {
        return hasLongInterval() ? PACE : settings.interval();
    }

    private boolean hasLongInterval() {
        return settings.timetable().hasLongInterval();
    }

    /** Whether the change waits for a message to ride in; it need not where all wait for the next message. */
    boolean rides(Change change) {
        return settings.isFolded(change) && settings.timetable().folds();
    }

    /** Whether it waits for so long that it is worth to be parked. */
    private boolean isFolded(Change change) {
        return rides(change) && settings.foldFor().compareTo(Timetable.LONG) > 0;
    }

    /** In which turn it is told. */
    Turn turn(Change change) {
        if (Risk.isHigh(change.risk())) {
            return Turn.GRAVE;
        }
        return isFolded(change) ? Turn.FOLDED : Turn.USUAL;
    }

    /** How long what comes now waits; zero where it is told at once. */
    synchronized Duration wait(Turn turn, Instant now) {
        Instant at = settings.timetable().tellAt(turn == Turn.GRAVE, now);
        if (turn != Turn.GRAVE && hasLongInterval()) {
            Instant next = told.plus(settings.interval());
            at = next.isAfter(at) ? next : at;
        }
        return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    }

    /** What came before now is told; what comes from here on waits for the interval, where it is long. */
    synchronized void tell(Instant now) {
        if (!told.plus(settings.interval()).isAfter(now)) {
            told = now;
        }
    }

    /** What of that which is parked may be told now; nothing where nothing may. */
    synchronized Optional<Due> due(Instant now) {
        if (settings.timetable().tellAt(true, now).isAfter(now)) {
            return Optional.empty();
        }
        Instant before = settings.timetable().dueBefore(now);
        if (hasLongInterval()) {
            tell(now);
            before = told.isBefore(before) ? told : before;
        }
        return Optional.of(Due.before(before));
    }

    /** Of housekeeping that waits for a message to ride in: nothing where it would run out of patience in a quiet time. */
    Optional<Due> folded(Instant now) {
        boolean quiet = settings.mute().isQuiet(now) || settings.mute().isQuiet(now.plus(settings.foldFor()));
        return quiet ? Optional.empty() : Optional.of(Due.FOLDED);
    }

    /** How long it is until more may be told; zero where nothing that waits depends on the time. */
    Duration next(Instant now) {
        return wait(Turn.USUAL, now);
    }
}
