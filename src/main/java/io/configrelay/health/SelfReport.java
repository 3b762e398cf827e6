package io.configrelay.health;

import io.configrelay.slack.Notice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the relay says of itself, and when: of each kind of trouble at once, then no more often than every so long. Asked
 * every few seconds.
 */
public final class SelfReport {

    /** Dead letters come in bursts, of which one card shall tell. */
    private static final Duration BURST = Duration.ofSeconds(10);

    private final RelayState state;
    private final Duration every;
    private final Clock clock;
    private final List<LastingTrouble> lasting;

    /** How many dead letters were told of, by channel and reason. */
    private Map<String, Map<String, Integer>> told = Map.of();

    private Set<String> mentionsTold = Set.of();
    private Instant deadLettersTold;
    private Instant deadLettersSince;
    private List<String> mistakesTold = List.of();
    private Instant filesTold;

    /** @param every the least time between two cards of the same kind */
    public SelfReport(RelayState state, Duration every, Clock clock) {
        this.state = state;
        this.every = every;
        this.clock = clock;
        this.lasting = List.of(
                lasting(
                        state.queue()::failure,
                        failure -> new Notice.QueueUnreadable(failure.at(), failure.detail()),
                        new Notice.QueueReadable()),
                lasting(
                        state.store()::failure,
                        failure -> new Notice.StoreUnusable(failure.at(), failure.detail()),
                        new Notice.StoreUsable()),
                lasting(state.store()::full, failure -> new Notice.StoreFull(failure.at()), new Notice.StoreHasRoom()));
    }

    private LastingTrouble lasting(Supplier<Optional<Failure>> failure, Function<Failure, Notice> says, Notice over) {
        return new LastingTrouble(failure, says, over, every, clock);
    }

    /** What is to be said now; mostly nothing. */
    public synchronized List<Notice> due() {
        List<Notice> due = new ArrayList<>(deadLetters());
        due.addAll(mentions());
        due.addAll(files());
        state.takeRemoved().forEach(sentence -> due.add(new Notice.ChannelRemoved(sentence)));
        lasting.forEach(trouble -> due.addAll(trouble.due()));
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

    private boolean isTooSoon(Instant last) {
        return last != null && clock.instant().isBefore(last.plus(every));
    }
}
