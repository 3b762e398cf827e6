package io.configrelay.delivery;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * When a channel wants to hear of nothing but high risk.
 *
 * @param windows when it is quiet, on the clocks of the zone
 */
public record Mute(List<Window> windows, ZoneId zone) {

    /** Never quiet. */
    public static final Mute NEVER = new Mute(List.of(), ZoneId.of("UTC"));

    /** SQS hides a message for twelve hours at the most; this leaves room for Slack to be away. */
    private static final Duration LONGEST = Duration.ofHours(10);

    private static final Duration STEP = Duration.ofMinutes(1);

    /**
     * A time of quiet on some days.
     *
     * @param days on which it begins
     * @param to the same as from for a whole day; before it for the next day
     */
    record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

        boolean covers(ZonedDateTime moment) {
            LocalTime time = moment.toLocalTime();
            DayOfWeek today = moment.getDayOfWeek();
            if (from.isBefore(to)) {
                return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
            }
            return (days.contains(today) && !time.isBefore(from))
                    || (days.contains(today.minus(1)) && time.isBefore(to));
        }
    }

    /**
     * Reads windows, separated by commas, and a time zone: {@code Sat-Sun, 22:00-07:00 Asia/Tokyo}, {@code Mon-Fri
     * 12:00-13:00 UTC}; or {@code never}.
     *
     * @return nothing where the text is none
     */
    public static Optional<Mute> parse(String text) {
        if (text.strip().equals("never")) {
            return Optional.of(NEVER);
        }
        int space = text.strip().lastIndexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            List<Window> windows = new ArrayList<>();
            for (String window : text.strip().substring(0, space).split(",", -1)) {
                windows.add(window(window.strip()));
            }
            return Optional.of(
                    new Mute(List.copyOf(windows), ZoneId.of(text.strip().substring(space + 1))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Window window(String text) {
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        LocalTime from = LocalTime.MIDNIGHT;
        LocalTime to = LocalTime.MIDNIGHT;
        for (String part : text.split("\\s+", -1)) {
            String[] ends = part.split("-", -1);
            if (part.contains(":") && ends.length == 2) {
                from = LocalTime.parse(ends[0]);
                to = LocalTime.parse(ends[1]);
            } else if (ends.length <= 2) {
                days = days(day(ends[0]), day(ends[ends.length - 1]));
            } else {
                throw new IllegalArgumentException(part);
            }
        }
        return new Window(days, from, to);
    }

    private static Set<DayOfWeek> days(DayOfWeek first, DayOfWeek last) {
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (text.length() == 3 && day.name().startsWith(text.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException(text);
    }

    /**
     * How long what came at a moment is held back from now on: until the quiet is over, and ten hours at the most, for as
     * long as SQS can keep it.
     */
    Duration hold(Instant received, Instant now) {
        Instant latest = received.plus(LONGEST);
        Instant end = now;
        while (end.isBefore(latest) && isQuiet(end)) {
            end = end.plus(STEP);
        }
        return end.equals(now) ? Duration.ZERO : Duration.between(now, end.isBefore(latest) ? end : latest);
    }

    private boolean isQuiet(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        return windows.stream().anyMatch(window -> window.covers(there));
    }
}
