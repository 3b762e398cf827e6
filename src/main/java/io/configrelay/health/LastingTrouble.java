package io.configrelay.health;

import io.configrelay.slack.Notice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One kind of trouble that comes and goes: told when it lasts, and again when it is over. */
final class LastingTrouble {

    /** Something fails now and then; what lasts so long is an outage. */
    private static final Duration OUTAGE = Duration.ofMinutes(1);

    private final Supplier<Optional<Failure>> failure;
    private final Function<Failure, Notice> says;
    private final Notice over;
    private final Duration every;
    private final Clock clock;
    private Instant last;
    private boolean told;

    /**
     * @param failure what is wrong, and since when; nothing while all is well
     * @param over what is said when it is over
     * @param every the least time between two of it
     */
    LastingTrouble(
            Supplier<Optional<Failure>> failure,
            Function<Failure, Notice> says,
            Notice over,
            Duration every,
            Clock clock) {
        this.failure = failure;
        this.says = says;
        this.over = over;
        this.every = every;
        this.clock = clock;
    }

    /** What is to be said now; mostly nothing. */
    List<Notice> due() {
        Optional<Failure> now = failure.get();
        if (now.isEmpty()) {
            boolean again = told;
            told = false;
            return again ? List.of(over) : List.of();
        }
        if (told || isTooSoon() || clock.instant().isBefore(now.get().at().plus(OUTAGE))) {
            return List.of();
        }
        told = true;
        last = clock.instant();
        return List.of(says.apply(now.get()));
    }

    private boolean isTooSoon() {
        return last != null && clock.instant().isBefore(last.plus(every));
    }
}
