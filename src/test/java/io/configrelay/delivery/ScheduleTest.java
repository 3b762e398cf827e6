package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** 2026-11-24 is a Tuesday; Tokyo is nine hours ahead of UTC. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weekdays 09:00 Asia/Tokyo            | 2026-11-23T23:59:59Z | 2026-11-24T00:00:00Z
            weekdays 09:00 Asia/Tokyo            | 2026-11-24T00:00:00Z | 2026-11-25T00:00:00Z
            weekdays 09:00 Asia/Tokyo            | 2026-11-27T00:00:00Z | 2026-11-30T00:00:00Z
            daily 09:00, 17:00 UTC               | 2026-11-24T09:00:00Z | 2026-11-24T17:00:00Z
            09:00 UTC                            | 2026-11-24T10:00:00Z | 2026-11-25T09:00:00Z
            weekdays 9:00, 17:00 UTC             | 2026-11-27T17:00:00Z | 2026-11-30T09:00:00Z
            Mon-Fri 9:00, Sat 12:00 UTC          | 2026-11-27T10:00:00Z | 2026-11-28T12:00:00Z
            Mon 08:30 Europe/Berlin              | 2026-11-30T07:30:00Z | 2026-12-07T07:30:00Z
            Mon Thu 08:30 UTC                    | 2026-11-24T00:00:00Z | 2026-11-26T08:30:00Z
            daily 02:30 Europe/Berlin            | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z
            daily 02:30 Europe/Berlin            | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
            daily 02:30 Europe/Berlin            | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
            daily 02:30 Europe/Berlin            | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
            Fri 09:00 Pacific/Apia               | 2011-12-29T12:00:00Z | 2011-12-30T10:00:00Z
            """)
    void theNextMomentIsTheFirstAfterAnother(String schedule, Instant after, Instant next) {
        assertThat(Schedule.parse(schedule).orElseThrow().next(after)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "daily",
                "09:00",
                "daily 09:00",
                "daily 09:00, 17:00",
                "daily UTC",
                "Mon, Wed 09:00 UTC",
                "daily 9 UTC",
                "daily 24:00 UTC",
                "daily 09:60 UTC",
                "daily 09:00 17:00 UTC",
                "daily 09:00-17:00 UTC",
                "Saturday 09:00 UTC",
                "daily 09:00 Asia/Tokio",
                "daily 09:00, UTC",
                "0 9 * * 1-5"
            })
    void anythingElseIsNone(String text) {
        assertThat(Schedule.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", " never "})
    void withoutAScheduleThereIsNoNext(String text) {
        assertThat(Schedule.parse(text)).contains(Schedule.NEVER);
        assertThat(Schedule.NEVER.next(Instant.now())).isEmpty();
    }

    /** Lord Howe's clocks change by half an hour, Santiago's at midnight. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe"})
    void aYearHasTheMomentsThatItsMinutesShow(String zone) {
        List<Schedule> schedules = List.of(
                schedule("daily 02:30", zone),
                schedule("daily 00:00, 00:30, 23:30", zone),
                schedule("weekdays 09:00, Sat 12:15", zone),
                schedule("Sun 2:00, 2:15, 3:00, 1:30", zone));
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        List<TreeSet<Instant>> moments = new ArrayList<>();
        schedules.forEach(schedule -> moments.add(new TreeSet<>()));
        for (Instant minute = begin; minute.isBefore(end); minute = minute.plusSeconds(60)) {
            ZonedDateTime there = minute.atZone(ZoneId.of(zone));
            for (int i = 0; i < schedules.size(); i++) {
                if (isOf(schedules.get(i), there)) {
                    moments.get(i).add(minute);
                }
            }
        }

        Random random = new Random(20261124);
        for (int i = 0; i < schedules.size(); i++) {
            List<Instant> walked = new ArrayList<>();
            Instant next = schedules.get(i).next(begin.minusNanos(1)).orElseThrow();
            while (next.isBefore(end)) {
                walked.add(next);
                next = schedules.get(i).next(next).orElseThrow();
            }
            assertThat(walked).as(schedules.get(i).toString()).containsExactlyElementsOf(moments.get(i));
            for (int j = 0; j < 1_000; j++) {
                Instant after = begin.plus(Duration.ofSeconds(random.nextInt(350 * 24 * 3600)));
                assertThat(schedules.get(i).next(after)).contains(moments.get(i).higher(after));
            }
        }
    }

    private static Schedule schedule(String times, String zone) {
        return Schedule.parse(times + " " + zone).orElseThrow();
    }

    private static boolean isOf(Schedule schedule, ZonedDateTime minute) {
        if (minute.equals(minute.withEarlierOffsetAtOverlap()) && shows(schedule, minute.toLocalDateTime())) {
            return true;
        }
        // The first minute after a gap stands for all that were skipped.
        ZoneOffsetTransition change = minute.getZone()
                .getRules()
                .previousTransition(minute.toInstant().plusNanos(1));
        if (!change.getInstant().equals(minute.toInstant()) || !change.isGap()) {
            return false;
        }
        LocalDateTime skipped = change.getDateTimeBefore();
        while (skipped.isBefore(change.getDateTimeAfter())) {
            if (shows(schedule, skipped)) {
                return true;
            }
            skipped = skipped.plusMinutes(1);
        }
        return false;
    }

    private static boolean shows(Schedule schedule, LocalDateTime time) {
        return schedule.entries().stream()
                .anyMatch(entry -> entry.days().contains(time.getDayOfWeek())
                        && entry.time().equals(time.toLocalTime()));
    }
}
