package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * When something happened.
 *
 * @param text in UTC to the second; as AWS wrote it where that isn't ISO 8601
 * @param instant null where the text isn't ISO 8601
 */
record Moment(String text, Instant instant) {

    private static final int TEXT_LENGTH = 40;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** The moment of the change, or nothing where the message has none. */
    static Optional<Moment> of(ConfigEvent event) {
        String time = event.captureTime();
        if (time == null) {
            return Optional.empty();
        }
        try {
            Instant instant = Instant.parse(time);
            return Optional.of(new Moment(UTC.format(instant), instant));
        } catch (DateTimeParseException e) {
            return Optional.of(new Moment(Mrkdwn.cut(Mrkdwn.visible(time), TEXT_LENGTH), null));
        }
    }

    /**
     * Shown by Slack in each reader's own time zone; the text for clients that can't.
     *
     * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#date-formatting">Date formatting</a>
     */
    String mrkdwn() {
        return instant == null
                ? Mrkdwn.escape(text)
                : "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} {time_secs}|" + text + ">";
    }
}
