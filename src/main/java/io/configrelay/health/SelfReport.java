package io.configrelay.health;

import io.configrelay.slack.Notice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the relay says of itself, and when: of each kind of trouble at once, then no more often than every so long. Asked
 * every few seconds.
 */
public final class SelfReport {

    /** Dead letters come in bursts, of which one card shall tell. */
    private static final Duration BURST = Duration.ofSeconds(10);

    /** A poll fails now and then; what lasts so long is an outage. */
    private static final Duration OUTAGE = Duration.ofMinutes(1);

    private final RelayState state;
    private final Duration every;
    private final Clock clock;

    /** How many dead letters were told of, by channel and reason. */
    private Map<String, Map<String, Integer>> told = Map.of();

    private Set<String> mentionsTold = Set.of();
    private Instant deadLettersTold;
    private Instant deadLettersSince;
    private List<String> mistakesTold = List.of();
    private Instant filesTold;
    private Instant queueTold;
    private boolean queueIsTold;

    /** @param every the least time between two cards of the same kind */
    public SelfReport(RelayState state, Duration every, Clock clock) {
        this.state = state;
        this.every = every;
        this.clock = clock;
    }

    /** What is to be said now; mostly nothing. */
    public synchronized List<Notice> due() {
        List<Notice> due = new ArrayList<>(deadLetters());
        due.addAll(mentions());
        due.addAll(files());
        due.addAll(queue());
        return due;
    }

    private List<Notice> deadLetters() {
        Instant now = clock.instant();
        Map<String, Map<String, Integer>> all = new TreeMap<>();
        state.channels().forEach((channel, of) -> all.put(channel, of.deadLetters()));
        List<Notice> grown = new ArrayList<>();
        all.forEach((channel, letters) -> letters.forEach((reason, count) -> {
            int more = count - told.getOrDefault(channel, Map.of()).getOrDefault(reason, 0);
            if (more > 0) {
                grown.add(new Notice.DeadLetters(channel, reason, more));
            }
        }));
        if (grown.isEmpty()) {
            return List.of();
        }
        deadLettersSince = deadLettersSince == null ? now : deadLettersSince;
        if (now.isBefore(deadLettersSince.plus(BURST)) || isTooSoon(deadLettersTold)) {
            return List.of();
        }
        told = all;
        deadLettersTold = now;
        deadLettersSince = null;
        return grown;
    }

    /** Once for each channel, for as long as its mentions are refused. */
    private List<Notice> mentions() {
        Map<String, String> refused = new TreeMap<>();
        state.channels().forEach((channel, of) -> of.mentionRefusal().ifPresent(word -> refused.put(channel, word)));
        List<Notice> news = new ArrayList<>();
        refused.forEach((channel, word) -> {
            if (!mentionsTold.contains(channel)) {
                news.add(new Notice.MentionsForbidden(channel, word));
            }
        });
        mentionsTold = Set.copyOf(refused.keySet());
        return news;
    }

    private List<Notice> files() {
        List<String> mistakes = state.mistakes();
        if (mistakes.equals(mistakesTold) || (!mistakes.isEmpty() && isTooSoon(filesTold))) {
            return List.of();
        }
        mistakesTold = mistakes;
        filesTold = mistakes.isEmpty() ? filesTold : clock.instant();
        return List.of(mistakes.isEmpty() ? new Notice.FilesApplied() : new Notice.FilesRefused(mistakes));
    }

    private List<Notice> queue() {
        Failure failure = state.queue().failure().orElse(null);
        if (failure == null) {
            boolean again = queueIsTold;
            queueIsTold = false;
            return again ? List.of(new Notice.QueueReadable()) : List.of();
        }
        if (queueIsTold
                || isTooSoon(queueTold)
                || clock.instant().isBefore(failure.at().plus(OUTAGE))) {
            return List.of();
        }
        queueIsTold = true;
        queueTold = clock.instant();
        return List.of(new Notice.QueueUnreadable(failure.at(), failure.detail()));
    }

    private boolean isTooSoon(Instant last) {
        return last != null && clock.instant().isBefore(last.plus(every));
    }
}
