package io.configrelay.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a channel last did. */
public final class ChannelState {

    /** For so long after a dead letter somebody should look at the channel. */
    static final Duration RECENT = Duration.ofMinutes(15);

    private final Clock clock;
    private Instant lastSuccess;
    private Failure lastFailure;
    private Instant failingSince;
    private Instant lastDeadLetter;
    private Failure mentionRefusal;
    private final Map<String, Integer> deadLetters = new TreeMap<>();

    ChannelState(Clock clock) {
        this.clock = clock;
    }

    /** Slack took a message. */
    public synchronized void succeeded() {
        lastSuccess = clock.instant();
        failingSince = null;
    }

    /** Slack didn't take a message, or could not be reached. */
    public synchronized void failed(String word, String detail) {
        lastFailure = new Failure(word, detail, clock.instant());
        failingSince = failingSince == null ? lastFailure.at() : failingSince;
    }

    /** There is no such channel any more. */
    public synchronized void ended() {
        failingSince = null;
        mentionRefusal = null;
    }

    /** Whether Slack takes its mentions: it does, or the word with which it refused the last. */
    public synchronized void mentions(Optional<String> refusal) {
        mentionRefusal =
                refusal.map(word -> new Failure(word, "", clock.instant())).orElse(null);
    }

    /** The word with which Slack refused the last mention; nothing where it takes them. */
    synchronized Optional<String> mentionRefusal() {
        return Optional.ofNullable(mentionRefusal).map(Failure::word);
    }

    /** An event became a dead letter. */
    public synchronized void deadLetter(String word) {
        lastDeadLetter = clock.instant();
        deadLetters.merge(word, 1, Integer::sum);
    }

    /** How many dead letters there were since the start, by their reasons' words. */
    public synchronized Map<String, Integer> deadLetters() {
        return Map.copyOf(deadLetters);
    }

    /** Whether no message has arrived since the last that did not. */
    synchronized boolean isFailing() {
        return failingSince != null;
    }

    /**
     * Whether somebody should look at it: the last post failed, Slack refused its last mention, or there was a dead letter
     * a short while ago.
     */
    synchronized boolean isDegraded() {
        return failingSince != null || mentionRefusal != null || isRecent();
    }

    private boolean isRecent() {
        return lastDeadLetter != null && lastDeadLetter.plus(RECENT).isAfter(clock.instant());
    }

    private int count() {
        return deadLetters.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is wrong, and what to do, in a few sentences; nothing where all is well. */
    synchronized Optional<String> problem(String channel, Optional<Parked> parked) {
        if (!isDegraded()) {
            return Optional.empty();
        }
        StringBuilder problem = new StringBuilder(channel).append(": ");
        if (failingSince != null) {
            problem.append("no message has arrived since %s. %s ".formatted(failingSince, lastFailure.detail()));
            parked.ifPresent(waits -> problem.append(waits.words()).append(' '));
        }
        if (mentionRefusal != null) {
            problem.append(
                    "mentions are forbidden: at %s Slack answered %s and took the message without the mention, as messages are posted since. Have an owner of the workspace let apps use @here and @channel, or mention people or a user group in the channel's file. "
                            .formatted(mentionRefusal.at(), mentionRefusal.word()));
        }
        if (isRecent()) {
            problem.append("%d %s since the start, the last at %s (%s). When the cause is mended: %s"
                    .formatted(
                            count(),
                            count() == 1 ? "dead letter" : "dead letters",
                            lastDeadLetter,
                            String.join(", ", deadLetters.keySet()),
                            channel.equals(RelayState.NONE)
                                    ? "look into the dead letters, and send their notifications again."
                                    : "bin/config-relay replay --channel " + channel));
        }
        return Optional.of(problem.toString().strip());
    }

    /** As the health page shows it. */
    synchronized Map<String, Object> data(int waiting, Optional<Parked> parked) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("lastSuccess", lastSuccess == null ? null : lastSuccess.toString());
        data.put("lastError", lastFailure == null ? null : lastFailure.word());
        data.put("lastErrorAt", lastFailure == null ? null : lastFailure.at().toString());
        data.put("deadLetters", count());
        data.put("waiting", waiting);
        parked.ifPresent(waits -> {
            data.put("parked", waits.events());
            data.put("parkedSince", waits.oldest().toString());
        });
        return data;
    }
}
