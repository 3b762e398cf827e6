package io.configrelay.rules;

import io.configrelay.delivery.DeliveryTime;
import io.configrelay.delivery.Timetable;
import io.configrelay.describe.Change;
import io.configrelay.describe.Risk;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says when a channel is told of a change, and why then. */
final class DeliveryTimeText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'on' EEE d MMMM", Locale.ENGLISH);

    private DeliveryTimeText() {}

    /**
     * Such as {@code told at 09:00 on Mon 30 November, Asia/Tokyo: digest weekdays 09:00}.
     *
     * @param received when the event comes
     */
    static String of(ChannelRule rule, Change change, Instant received) {
        Timetable timetable = rule.settings().timetable();
        boolean grave = Risk.isHigh(change.risk());
        DeliveryTime time = rule.settings().tells(change, received);
        ZoneId zone = timetable.zone(time.reason()).orElse(ZoneOffset.UTC);
        String at = "%s, %s".formatted(TIME.format(time.at().atZone(zone)), zone.equals(ZoneOffset.UTC) ? "UTC" : zone);
        return switch (time.reason()) {
            case AT_ONCE -> "told at once" + (grave ? ": high risk" : "") + interval(rule, grave);
            case QUIET_TIME ->
                timetable.mute().isQuiet(time.at())
                        ? "told at %s: quiet, but without a store nothing waits for longer than 10h".formatted(at)
                        : "told at %s: quiet until then".formatted(at);
            case DIGEST ->
                "told at %s: digest %s".formatted(at, timetable.digest().text());
            case FOLD_FOR -> "told with the next message, or at %s: housekeeping".formatted(at);
        };
    }

    /** Which message is the one before is known only when the relay runs. */
    private static String interval(ChannelRule rule, boolean grave) {
        return rule.settings().timetable().waitsForInterval(grave)
                ? ", but not within %s after the message before"
                        .formatted(rule.parameters().get("interval"))
                : "";
    }
}
