package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MuteTest {

    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe");

    /** 2026-11-24 is a Tuesday; Tokyo is nine hours ahead of UTC. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            never                              | 2026-11-24T03:00:00Z | 0m
            22:00-07:00 Asia/Tokyo             | 2026-11-24T13:00:00Z | 9h
            22:00-07:00 Asia/Tokyo             | 2026-11-24T12:59:59Z | 0m
            22:00-07:00 Asia/Tokyo             | 2026-11-24T21:59:00Z | 1m
            22:00-07:00 Asia/Tokyo             | 2026-11-24T22:00:00Z | 0m
            Sat-Sun UTC                        | 2026-11-28T20:00:00Z | 10h
            Sat-Sun UTC                        | 2026-11-29T20:00:00Z | 4h
            Sat-Sun UTC                        | 2026-11-30T00:00:00Z | 0m
            Sat-Sun, 22:00-07:00 UTC           | 2026-11-29T23:00:00Z | 8h
            Fri-Mon UTC                        | 2026-11-30T23:00:00Z | 1h
            Mon-Fri 12:00-13:00 Europe/Berlin  | 2026-11-24T11:30:00Z | 30m
            Mon-Fri 12:00-13:00 Europe/Berlin  | 2026-11-28T11:30:00Z | 0m
            Tue 23:00-01:00 UTC                | 2026-11-25T00:30:00Z | 30m
            Wed 23:00-01:00 UTC                | 2026-11-25T00:30:00Z | 0m
            weekend UTC                        | 2026-11-29T20:00:00Z | 4h
            weekdays 12:00-13:00 UTC           | 2026-11-24T12:15:30Z | 44m30s
            weekdays 12:00-13:00 UTC           | 2026-11-28T12:15:00Z | 0m
            Mon Tue 9:00-10:00 UTC             | 2026-11-24T09:00:00Z | 1h
            daily 18:00-24:00 UTC              | 2026-11-24T18:00:00Z | 6h
            """)
    void whatComesInAQuietTimeWaitsForItsEndOrTenHours(String mute, Instant now, String hold) {
        assertThat(Mute.parse(mute).orElseThrow().hold(now, now))
                .isEqualTo(DurationText.parse(hold).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22:00-07:00",
                "22:00 Asia/Tokyo",
                "Sat-Son UTC",
                "25:00-07:00 UTC",
                "22:00-07:00 Asia/Tokio",
                "Mon-Wed-Fri UTC",
                ", UTC",
                "Saturday UTC",
                "08:00-09:00 10:00-11:00 UTC",
                "24:00-06:00 UTC",
                ""
            })
    void anythingElseIsNone(String text) {
        assertThat(Mute.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9h30m, 30m", "10h, 0m", "11h, 0m"})
    void whatWasReturnedAndCameAgainWaitsNoLongerInAll(String ago, String hold) {
        Instant now = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(Mute.parse("Sat-Sun UTC")
                        .orElseThrow()
                        .hold(now.minus(DurationText.parse(ago).orElseThrow()), now))
                .isEqualTo(DurationText.parse(hold).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29T00:30:00Z", "2026-10-25T00:30:00Z"})
    void theClockThatIsPutForwardOrBackIsTheZones(Instant now) {
        // Berlin changes at 01:00 UTC: the night lasts five hours and a half from here in spring, and seven in autumn.
        Duration hold = Mute.parse("22:00-07:00 Europe/Berlin").orElseThrow().hold(now, now);

        assertThat(hold.toMinutes()).isEqualTo(now.toString().contains("-03-") ? 270 : 330);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weekend UTC                               | 2026-11-28T00:00:00Z | 2026-11-30T00:00:00Z
            Fri 18:00-00:00, weekend UTC              | 2026-11-27T18:00:00Z | 2026-11-30T00:00:00Z
            Tue-Sun, Mon 01:00-00:00 UTC              | 2026-11-24T00:00:00Z | 2026-11-30T00:00:00Z
            22:00-07:00 Europe/Berlin                 | 2026-03-29T00:30:00Z | 2026-03-29T05:00:00Z
            22:00-07:00 Europe/Berlin                 | 2026-10-25T00:30:00Z | 2026-10-25T06:00:00Z
            01:00-02:30 Europe/Berlin                 | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z
            02:30-02:45 Europe/Berlin                 | 2026-10-25T00:30:00Z | 2026-10-25T00:45:00Z
            02:30-02:45 Europe/Berlin                 | 2026-10-25T01:40:00Z | 2026-10-25T01:45:00Z
            Mon-Sat, Sun 00:00-02:00, Sun 03:00-24:00 Europe/Berlin | 2026-03-24T00:00:00Z | 2026-04-05T00:00:00Z
            """)
    void aQuietTimeIsAsLongAsItIsWritten(String text, Instant from, Instant end) {
        Mute mute = Mute.parse(text).orElseThrow();

        assertThat(mute.endOfQuiet(from)).isEqualTo(end);
    }

    @Property(tries = 60)
    void theEndIsTheFirstMinuteThatIsNotQuiet(@ForAll Random random) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        List<String> windows = Stream.generate(() -> window(random))
                .limit(1 + random.nextInt(3))
                .toList();
        Mute mute = Mute.parse(String.join(", ", windows) + " " + zone).orElseThrow();
        Instant from = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(525_600)));

        Instant end = from;
        while (mute.isQuiet(end) && end.isBefore(from.plus(Duration.ofDays(15)))) {
            end = end.plus(Duration.ofMinutes(1));
        }

        assertThat(mute.endOfQuiet(from)).as("%s from %s", mute, from).isEqualTo(end);
    }

    private static String window(Random random) {
        return "%s %s-%s".formatted(day(random), time(random), time(random));
    }

    private static String day(Random random) {
        return List.of("Mon", "weekdays", "Sat-Sun", "daily", "Sun").get(random.nextInt(5));
    }

    private static String time(Random random) {
        return "%02d:%02d".formatted(random.nextInt(24), 15 * random.nextInt(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon-Sun UTC",
                "daily UTC",
                "09:00-09:00 Asia/Tokyo",
                "weekdays, weekend UTC",
                "08:00-20:00, 20:00-08:00 UTC",
                "Mon-Fri 00:00-12:00, Mon-Fri 12:00-24:00, weekend UTC",
                "Tue-Sun, Sun 22:00-06:00, Mon 05:00-24:00, Mon 00:00-01:00 UTC"
            })
    void whatCoversTheWholeWeekIsEndless(String text) {
        assertThat(Mute.parse(text).orElseThrow().isEndless()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "never",
                "Mon-Sat UTC",
                "08:00-20:00, 20:01-08:00 UTC",
                "daily 00:00-23:59:59 UTC",
                "Tue-Sun, Mon 00:00-12:00 UTC"
            })
    void whatLeavesSomeTimeIsNot(String text) {
        assertThat(Mute.parse(text).orElseThrow().isEndless()).isFalse();
    }

    @Property(tries = 200)
    void anEndlessQuietIsFoundHoweverItIsPiecedTogether(@ForAll Random random) {
        List<String> windows = pieces(random);
        Collections.shuffle(windows, random);

        assertThat(Mute.parse(String.join(", ", windows) + " UTC").orElseThrow().isEndless())
                .as(windows.toString())
                .isTrue();
        windows.remove(0);
        assertThat(Mute.parse(String.join(", ", windows) + " UTC").orElseThrow().isEndless())
                .as(windows.toString())
                .isFalse();
    }

    /** The week, cut into at least two windows of a day at the most. */
    private static List<String> pieces(Random random) {
        List<String> pieces = new ArrayList<>();
        int week = 7 * 24 * 60;
        int start = random.nextInt(week);
        for (int from = start; from < start + week; ) {
            int to = Math.min(start + week, from + 1 + random.nextInt(24 * 60));
            String day = DayOfWeek.of(1 + from / (24 * 60) % 7).name().substring(0, 3);
            pieces.add("%s %s-%s".formatted(day, clock(from), clock(to)));
            from = to;
        }
        return pieces;
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60 % 24, minute % 60);
    }
}
