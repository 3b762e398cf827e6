package io.configrelay.delivery;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The quiet times of a channel.
 *
 * @param windows when it is quiet, on the clocks of the zone
 */
public record Mute(List<Window> windows, ZoneId zone) {

    /** Never quiet. */
    public static final Mute NEVER = new Mute(List.of(), ZoneId.of("UTC"));

    /** SQS hides a message for twelve hours at the most; this leaves room for Slack to be away. */
    static final Duration LONGEST_IN_SQS = Duration.ofHours(10);

    /** Longer than any quiet time that ends: clocks that skip the only time that is not quiet make it two weeks. */
    private static final Duration AHEAD = Duration.ofDays(15);

    /**
     * A time of quiet on some days.
     *
     * @param days on which it begins
     * @param to the same as from for a whole day; before it for the next day
     */
    record Window(Days days, LocalTime from, LocalTime to) {

        boolean covers(DayOfWeek today, LocalTime time) {
            if (from.isBefore(to)) {
                return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
            }
            return (days.contains(today) && !time.isBefore(from))
                    || (days.contains(today.minus(1)) && time.isBefore(to));
        }
    }

    /**
     * Reads windows, separated by commas, and a time zone: {@code Sat-Sun, 22:00-07:00 Asia/Tokyo}, {@code weekdays
     * 12:00-13:00 UTC}; or {@code never}. A window without days is daily.
     *
     * @return nothing where the text is none
     */
    public static Optional<Mute> parse(String text) {
        if (text.strip().equals("never")) {
            return Optional.of(NEVER);
        }
        try {
            return WeeklyTimes.parse(text)
                    .map(times ->
                            new Mute(times.entries().stream().map(Mute::window).toList(), times.zone()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Window window(WeeklyTimes.Entry entry) {
        Days days = entry.days().orElse(Days.ALL);
        if (entry.times().isEmpty()) {
            return new Window(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        }
        String[] ends = entry.times().get(0).split("-", -1);
        if (entry.times().size() > 1 || ends.length != 2) {
            throw new DateTimeException("no window, or more than one");
        }
        LocalTime to = ends[1].equals("24:00") ? LocalTime.MIDNIGHT : WeeklyTimes.time(ends[1]);
        return new Window(days, WeeklyTimes.time(ends[0]), to);
    }

    /** Whether it is never quiet. */
    public boolean isNever() {
        return windows.isEmpty();
    }

    /** Whether the windows cover the whole week. */
    boolean isEndless() {
        // Between two edges nothing changes, and each window begins at one.
        Set<LocalTime> edges = edges();
        return Days.ALL.set().stream().allMatch(day -> edges.stream().allMatch(time -> isQuiet(day, time)));
    }

    /**
     * How long what came at a moment is held back from now on: until the quiet is over, and ten hours at the most, for as
     * long as SQS can keep it.
     */
    Duration hold(Instant received, Instant now) {
        Instant latest = received.plus(LONGEST_IN_SQS);
        Instant end = endOfQuiet(now);
        Duration hold = Duration.between(now, end.isBefore(latest) ? end : latest);
        return hold.isNegative() ? Duration.ZERO : hold;
    }

    /** The first moment that is not quiet, from one on; 15 days later where the quiet is endless. */
    Instant endOfQuiet(Instant from) {
        Instant end = from;
        while (isQuiet(end)) {
            end = nextEdge(end);
            if (end.isAfter(from.plus(AHEAD))) {
                return from.plus(AHEAD);
            }
        }
        return end;
    }

    /** The next moment at which quiet may begin or end: a window's edge, midnight, or when the clocks change. */
    private Instant nextEdge(Instant after) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.nextTransition(after);
        List<Instant> edges = new ArrayList<>();
        if (change != null) {
            edges.add(change.getInstant());
        }
        LocalDate today = after.atZone(zone).toLocalDate();
        for (LocalTime time : edges()) {
            for (LocalDateTime edge :
                    List.of(today.atTime(time), today.plusDays(1).atTime(time))) {
                rules.getValidOffsets(edge).forEach(offset -> edges.add(edge.toInstant(offset)));
            }
        }
        return edges.stream()
                .filter(edge -> edge.isAfter(after))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Set<LocalTime> edges() {
        Set<LocalTime> edges = new TreeSet<>();
        edges.add(LocalTime.MIDNIGHT);
        for (Window window : windows) {
            edges.add(window.from());
            edges.add(window.to());
        }
        return edges;
    }

    /** Whether it is quiet at a moment. */
    public boolean isQuiet(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        return isQuiet(there.getDayOfWeek(), there.toLocalTime());
    }

    private boolean isQuiet(DayOfWeek day, LocalTime time) {
        return windows.stream().anyMatch(window -> window.covers(day, time));
    }
}
