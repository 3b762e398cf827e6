package io.configrelay.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of the week at which a channel has its digest.
 *
 * @param text the times as they were written, without the zone
 * @param zone whose clocks the times are read on
 */
public record Schedule(String text, List<Entry> entries, ZoneId zone) {

    /** No schedule: nothing waits for a digest. */
    public static final Schedule NEVER = new Schedule("never", List.of(), ZoneId.of("UTC"));

    /** Covers a week, and the day that the clocks of a zone may be apart from it. */
    private static final int DAYS_AHEAD = 8;

    /** A time on some days. */
    record Entry(Days days, LocalTime time) {}

    /**
     * Reads times, separated by commas, and a time zone: {@code weekdays 09:00 Asia/Tokyo}, {@code Mon-Fri 9:00, Sat 12:00
     * UTC}; or {@code never}. A time without days has the days of the time before it: {@code weekdays 09:00, 17:00 UTC}.
     *
     * @return nothing where the text is none
     */
    public static Optional<Schedule> parse(String text) {
        String written = text.strip();
        if (written.equals("never")) {
            return Optional.of(NEVER);
        }
        try {
            return WeeklyTimes.parse(written)
                    .map(times -> new Schedule(
                            written.substring(0, written.lastIndexOf(' ')).strip(), entries(times), times.zone()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<Entry> entries(WeeklyTimes times) {
        List<Entry> entries = new ArrayList<>();
        Days days = Days.ALL;
        for (WeeklyTimes.Entry entry : times.entries()) {
            if (entry.times().size() != 1) {
                throw new DateTimeException("no time, or more than one");
            }
            days = entry.days().orElse(days);
            entries.add(new Entry(days, WeeklyTimes.time(entry.times().get(0))));
        }
        return List.copyOf(entries);
    }

    /** Whether there is no schedule. */
    public boolean isNever() {
        return entries.isEmpty();
    }

    /**
     * The first moment of the schedule after another. A time that the clocks skip comes when they have skipped it; one that
     * they show twice comes the first time.
     *
     * @return nothing where there is no schedule
     */
    public Optional<Instant> next(Instant after) {
        LocalDate today = after.atZone(zone).toLocalDate();
        Instant next = null;
        // From yesterday on, because clocks that skip midnight bring a time of yesterday today.
        for (int i = -1; i <= DAYS_AHEAD && (next == null || i <= 1); i++) {
            LocalDate day = today.plusDays(i);
            for (Entry entry : entries) {
                if (entry.days().contains(day.getDayOfWeek())) {
                    Instant moment = moment(day.atTime(entry.time()));
                    if (moment.isAfter(after) && (next == null || moment.isBefore(next))) {
                        next = moment;
                    }
                }
            }
        }
        return Optional.ofNullable(next);
    }

    private Instant moment(LocalDateTime time) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : time.atZone(zone).toInstant();
    }
}
