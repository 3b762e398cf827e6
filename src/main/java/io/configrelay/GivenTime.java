package io.configrelay;

import io.configrelay.config.BadConfigurationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/** A time that is given on the command line. */
final class GivenTime {

    /** A local time with an offset, a time zone in brackets, or both. */
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .optionalStart()
            .appendLiteral('[')
            .parseCaseSensitive()
            .appendZoneRegionId()
            .appendLiteral(']')
            .toFormatter();

    private GivenTime() {}

    /**
     * Reads a time.
     *
     * @param option that it was given for
     * @param text in ISO 8601, such as {@code 2026-11-28T23:00:00+09:00}, or with a time zone behind it, {@code
     *     2026-11-28T23:00[Asia/Tokyo]}
     * @throws BadConfigurationException where it is none
     */
    static Instant instant(String option, String text) {
        try {
            return FORMAT.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new BadConfigurationException(List.of(
                    "%s: '%s' is no time with an offset or a time zone. Write it in ISO 8601, such as 2026-11-28T23:00:00+09:00 or '2026-11-28T23:00:00[Asia/Tokyo]'."
                            .formatted(option, text)));
        }
    }
}
