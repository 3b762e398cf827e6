package io.configrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The rest that a channel has when Slack doesn't take its messages: at each failure twice as long, or as long as Slack asks. */
final class Rest {

    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;

    private boolean closed;
    private long closedUntil;
    private Throwable last;
    private Duration pause = Duration.ZERO;
    private Instant since;

    /**
     * @param first how long after the first failure
     * @param longest how long at the most, unless Slack asks for more
     * @param nanoTime such as {@code System::nanoTime}
     */
    Rest(Duration first, Duration longest, LongSupplier nanoTime) {
        this.first = first;
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /**
     * Slack took a message.
     *
     * @return whether it had not before
     */
    synchronized boolean end() {
        boolean was = since != null;
        closed = false;
        last = null;
        pause = Duration.ZERO;
        since = null;
        return was;
    }

    /**
     * Slack didn't take a message.
     *
     * @param failure of one post, the same for all that it was to tell of
     * @return whether it had before
     */
    synchronized boolean begin(Throwable failure, Instant now) {
        if (failure == last) {
            return false;
        }
        last = failure;
        Duration doubled = pause.isZero() ? first : pause.multipliedBy(2);
        pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        Duration asked = Reason.cause(SlackException.TryLater.class, failure)
                .map(SlackException.TryLater::retryAfter)
                .orElse(Duration.ZERO);
        closed = true;
        closedUntil = nanoTime.getAsLong() + (asked.compareTo(pause) > 0 ? asked : pause).toNanos();
        boolean news = since == null;
        since = news ? now : since;
        return news;
    }

    /** Since when Slack has taken nothing; nothing where it does. */
    synchronized Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** How long Slack is not asked from now on; zero where it is. */
    synchronized Duration left() {
        long left = closed ? closedUntil - nanoTime.getAsLong() : 0;
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }
}
