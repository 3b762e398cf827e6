package io.configrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * When a channel is told of events.
 *
 * @param interval from one message to the next, at least
 * @param foldFor how long folded housekeeping waits for a message to ride in
 * @param digest when all but high risk is told; {@link Schedule#NEVER} for at once
 * @param mute the quiet times
 * @param muteHighRisk whether high risk, too, waits for the end of a quiet time
 * @param hasStore whether events can wait for longer than SQS hides a message
 */
public record Timetable(
        Duration interval, Duration foldFor, Schedule digest, Mute mute, boolean muteHighRisk, boolean hasStore) {

    /** A shorter interval is a pace, between messages that all tell of what has just come. */
    static final Duration LONG = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private static final String NEEDS_A_STORE = "needs a store: set relay.store = state";

    /** A weekly digest that falls into a quiet time once, because clocks change, is two weeks after the one before. */
    private static final Duration BETWEEN_DIGESTS = Duration.ofDays(15);

    /**
     * Reads the parameters of a channel.
     *
     * @throws ChannelSettings.Invalid for the first that can't be used
     */
    static Timetable of(Map<String, String> parameters) {
        boolean hasStore = !parameters.getOrDefault("store", "state").strip().equals("none");
        Mute mute = mute(parameters.getOrDefault("mute", "never"));
        return new Timetable(
                duration("interval", parameters.getOrDefault("interval", "1s"), hasStore),
                duration("fold-for", parameters.getOrDefault("fold-for", "15m"), hasStore),
                digest(parameters.getOrDefault("digest", "never"), mute, hasStore),
                mute,
                muteHighRisk(parameters.getOrDefault("mute-high-risk", "false"), mute),
                hasStore);
    }

    /** Whether what comes waits for the end of the interval in a store. */
    boolean hasLongInterval() {
        return hasStore && interval.compareTo(LONG) > 0;
    }

    /** Whether what comes waits for a long interval; in a store high risk is told ahead of what waits. */
    public boolean waitsForInterval(boolean grave) {
        return interval.compareTo(LONG) > 0 && !(hasStore && grave);
    }

    /** Whether housekeeping waits for a message to ride in, and not as the others for the next of those. */
    boolean folds() {
        return !hasLongInterval() && digest.isNever();
    }

    private static Duration duration(String parameter, String text, boolean hasStore) {
        Duration duration = DurationText.parse(text)
                .orElseThrow(() -> new ChannelSettings.Invalid(
                        parameter, "{value} is not a duration. Write it like 500ms, 1s, 15m or 7d", text));
        if (duration.compareTo(LONGEST_WAIT) > 0) {
            throw new ChannelSettings.Invalid(
                    parameter, "{value} is longer than 7d, the longest that an event may wait", text);
        }
        if (!hasStore && duration.compareTo(Mute.LONGEST_IN_SQS) > 0) {
            throw new ChannelSettings.Invalid(
                    parameter,
                    "{value} is longer than 10h, for which SQS can keep an event, and " + NEEDS_A_STORE,
                    text);
        }
        return duration;
    }

    private static Mute mute(String text) {
        Mute mute = Mute.parse(text)
                .orElseThrow(() -> new ChannelSettings.Invalid(
                        "mute",
                        "{value} is no quiet time. Write days and times with a time zone, such as Sat-Sun, 22:00-07:00 Asia/Tokyo, or never",
                        text));
        if (mute.isEndless()) {
            throw new ChannelSettings.Invalid(
                    "mute",
                    "{value} never ends, because it covers the whole week. Leave some time free; for a channel of high risk alone, set match to $[?(@.risk == 'high')]",
                    text);
        }
        return mute;
    }

    private static boolean muteHighRisk(String text, Mute mute) {
        boolean muteHighRisk = ChannelSettings.flag("mute-high-risk", text);
        if (muteHighRisk && mute.isNever()) {
            throw new ChannelSettings.Invalid(
                    "mute-high-risk",
                    "true needs quiet times. Set mute, such as 22:00-07:00 Asia/Tokyo, or remove mute-high-risk");
        }
        return muteHighRisk;
    }

    private static Schedule digest(String text, Mute mute, boolean hasStore) {
        Schedule digest = Schedule.parse(text)
                .orElseThrow(() -> new ChannelSettings.Invalid(
                        "digest",
                        "{value} is no schedule. Write days and times with a time zone, such as weekdays 09:00 Asia/Tokyo or daily 09:00, 17:00 UTC, or never",
                        text));
        if (!hasStore && !digest.isNever()) {
            throw new ChannelSettings.Invalid("digest", NEEDS_A_STORE);
        }
        if (!mute.isNever()) {
            checkComes(text, digest, mute);
        }
        return digest;
    }

    /** Checks a whole year, because the two zones may not change their clocks alike. */
    private static void checkComes(String text, Schedule digest, Mute mute) {
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofDays(366));
        Instant last = now;
        Optional<Instant> next = digest.next(now);
        while (next.isPresent() && next.get().isBefore(end)) {
            if (!mute.isQuiet(next.get())) {
                checkGap(text, digest.zone(), last, next.get());
                last = next.get();
            }
            next = digest.next(next.get());
        }
        if (next.isPresent() && last.equals(now)) {
            throw new ChannelSettings.Invalid(
                    "digest",
                    "each time of {value} is in a quiet time of mute, so the digest would never come. Change one of them",
                    text);
        }
        if (next.isPresent()) {
            checkGap(text, digest.zone(), last, next.get());
        }
    }

    private static void checkGap(String text, ZoneId zone, Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(BETWEEN_DIGESTS) > 0) {
            throw new ChannelSettings.Invalid(
                    "digest",
                    "from " + LocalDate.ofInstant(from, zone) + " to " + LocalDate.ofInstant(to, zone)
                            + " each time of {value} is in a quiet time of mute. Change one of them",
                    text);
        }
    }

    /**
     * When the channel is told of an event.
     *
     * @param grave whether the event is of high risk
     * @param folded whether it is housekeeping that the channel folds
     * @param received when it comes
     * @return never before it comes, and not earlier for an event that comes later
     */
    public DeliveryTime tells(boolean grave, boolean folded, Instant received) {
        if (grave) {
            return muteHighRisk ? afterQuietTime(received) : new DeliveryTime(received, DeliveryTime.Reason.AT_ONCE);
        }
        if (folded && !foldFor.isZero() && folds()) {
            return new DeliveryTime(tellAt(false, received.plus(foldFor)), DeliveryTime.Reason.FOLD_FOR);
        }
        return nextDigest(received)
                .map(at -> new DeliveryTime(at, DeliveryTime.Reason.DIGEST))
                .orElseGet(() -> afterQuietTime(received));
    }

    /**
     * What came before this may be told at a moment, but for high risk, which {@link #tells} tells of.
     *
     * @return a moment before all others in a quiet time
     */
    Instant dueBefore(Instant now) {
        if (mute.isQuiet(now)) {
            return Instant.MIN;
        }
        Instant last = digest.isNever() ? now : Instant.MIN;
        Optional<Instant> next = nextDigest(now.minus(BETWEEN_DIGESTS));
        while (next.isPresent() && !next.get().isAfter(now)) {
            last = next.get();
            next = nextDigest(last);
        }
        return last;
    }

    /** When the channel is told of an event that is not folded, see {@link #tells}. */
    public Instant tellAt(boolean grave, Instant received) {
        return tells(grave, false, received).at();
    }

    /** The zone in which people expect a time for this reason; nothing where no time of day is written. */
    public Optional<ZoneId> zone(DeliveryTime.Reason reason) {
        if (!digest.isNever() && reason != DeliveryTime.Reason.QUIET_TIME) {
            return Optional.of(digest.zone());
        }
        return mute.isNever() ? Optional.empty() : Optional.of(mute.zone());
    }

    /** The first that is in no quiet time. */
    private Optional<Instant> nextDigest(Instant after) {
        Optional<Instant> next = digest.next(after);
        while (next.isPresent() && mute.isQuiet(next.get())) {
            next = digest.next(next.get());
        }
        return next;
    }

    private DeliveryTime afterQuietTime(Instant received) {
        Instant end = mute.endOfQuiet(received);
        Instant longest = received.plus(Mute.LONGEST_IN_SQS);
        return new DeliveryTime(
                hasStore || end.isBefore(longest) ? end : longest,
                end.equals(received) ? DeliveryTime.Reason.AT_ONCE : DeliveryTime.Reason.QUIET_TIME);
    }
}
