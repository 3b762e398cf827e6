package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    private static final List<String> DIGESTS = List.of(
            "never", "weekdays 09:00 Asia/Tokyo", "daily 02:30 Europe/Berlin", "Mon 08:30, 23:00, Sat 12:00 UTC");

    private static final List<String> MUTES = List.of(
            "never", "weekend, 22:00-07:00 Asia/Tokyo", "02:10-02:20 Europe/Berlin", "Tue 00:00-23:00, Sat UTC");

    /** 2026-11-24 is a Tuesday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            never                  | never                       | 2026-11-24T03:00:00Z | 2026-11-24T03:00:00Z | AT_ONCE
            never                  | weekend UTC                 | 2026-11-28T03:00:00Z | 2026-11-30T00:00:00Z | QUIET_TIME
            never                  | weekend UTC                 | 2026-11-27T03:00:00Z | 2026-11-27T03:00:00Z | AT_ONCE
            daily 09:00 UTC        | never                       | 2026-11-24T03:00:00Z | 2026-11-24T09:00:00Z | DIGEST
            daily 09:00 UTC        | never                       | 2026-11-24T09:00:00Z | 2026-11-25T09:00:00Z | DIGEST
            daily 09:00 UTC        | weekend UTC                 | 2026-11-27T09:00:00Z | 2026-11-30T09:00:00Z | DIGEST
            daily 09:00, 18:00 UTC | 17:00-09:00 UTC             | 2026-11-24T10:00:00Z | 2026-11-25T09:00:00Z | DIGEST
            """)
    void mostIsToldAtTheNextDigestOrAfterTheQuietTime(
            String digest, String mute, Instant received, Instant at, DeliveryTime.Reason reason) {
        Timetable timetable = of(Map.of("digest", digest, "mute", mute));

        assertThat(timetable.tells(false, false, received)).isEqualTo(new DeliveryTime(at, reason));
        assertThat(timetable.tellAt(false, received)).isEqualTo(at);
        assertThat(waits(timetable, false, received)).isEqualTo(Duration.between(received, at));
    }

    @Test
    void highRiskIsToldAtOnceButInQuietTimesThatIncludeIt() {
        Instant saturday = Instant.parse("2026-11-28T03:00:00Z");
        Map<String, String> parameters = Map.of("digest", "daily 09:00 UTC", "mute", "weekend UTC");

        assertThat(of(parameters).tells(true, false, saturday))
                .isEqualTo(new DeliveryTime(saturday, DeliveryTime.Reason.AT_ONCE));
        Map<String, String> all = new HashMap<>(parameters);
        all.put("mute-high-risk", "true");
        assertThat(of(all).tells(true, false, saturday))
                .isEqualTo(new DeliveryTime(Instant.parse("2026-11-30T00:00:00Z"), DeliveryTime.Reason.QUIET_TIME));
        assertThat(waits(of(all), true, Instant.parse("2026-11-27T03:00:00Z"))).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            15m | never           | never       | 2026-11-24T03:00:00Z | 2026-11-24T03:15:00Z | FOLD_FOR
            7d  | never           | never       | 2026-11-24T03:00:00Z | 2026-12-01T03:00:00Z | FOLD_FOR
            15m | never           | weekend UTC | 2026-11-27T23:50:00Z | 2026-11-30T00:00:00Z | FOLD_FOR
            15m | daily 09:00 UTC | never       | 2026-11-24T03:00:00Z | 2026-11-24T09:00:00Z | DIGEST
            0s  | never           | never       | 2026-11-24T03:00:00Z | 2026-11-24T03:00:00Z | AT_ONCE
            """)
    void foldedHousekeepingIsToldLaterThanTheRest(
            String foldFor, String digest, String mute, Instant received, Instant at, DeliveryTime.Reason reason) {
        assertThat(of(Map.of("fold-for", foldFor, "digest", digest, "mute", mute))
                        .tells(false, true, received))
                .isEqualTo(new DeliveryTime(at, reason));
    }

    @Test
    void withoutAStoreAQuietTimeLastsTenHoursAtTheMost() {
        Instant saturday = Instant.parse("2026-11-28T03:00:00Z");
        Timetable timetable = of(Map.of("mute", "weekend UTC", "mute-high-risk", "true", "store", "none"));

        assertThat(waits(timetable, false, saturday)).hasHours(10);
        assertThat(waits(timetable, true, saturday)).hasHours(10);
        assertThat(waits(timetable, false, saturday.plus(Duration.ofHours(44)))).hasHours(1);
    }

    @Property(tries = 300)
    void whatComesLaterIsNotToldEarlier(@ForAll Random random) {
        Timetable timetable = of(Map.of(
                "digest", DIGESTS.get(random.nextInt(DIGESTS.size())),
                "mute", MUTES.get(random.nextInt(MUTES.size())),
                "store", "state"));
        Instant received = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 24 * 3600));
        Instant later = received.plusSeconds(random.nextInt(3 * 24 * 3600));
        for (boolean grave : List.of(false, true)) {
            for (boolean folded : List.of(false, true)) {
                Instant at = timetable.tells(grave, folded, received).at();
                assertThat(at).isAfterOrEqualTo(received);
                assertThat(timetable.tells(grave, folded, later).at()).isAfterOrEqualTo(at);
                assertThat(grave || !timetable.mute().isQuiet(at)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mute           | Mon-Sun UTC               | mute: 'Mon-Sun UTC' never ends, because it covers the whole week. Leave some time free; for a channel of high risk alone, set match to $[?(@.risk == 'high')]
            mute           | 08:00-20:00, 20:00-08:00 UTC | mute: '08:00-20:00, 20:00-08:00 UTC' never ends, because it covers the whole week. Leave some time free; for a channel of high risk alone, set match to $[?(@.risk == 'high')]
            mute-high-risk | true                      | mute-high-risk: true needs quiet times. Set mute, such as 22:00-07:00 Asia/Tokyo, or remove mute-high-risk
            mute-high-risk | yes                       | mute-high-risk: 'yes' is neither true nor false
            digest         | 0 9 * * 1-5               | digest: '0 9 * * 1-5' is no schedule. Write days and times with a time zone, such as weekdays 09:00 Asia/Tokyo or daily 09:00, 17:00 UTC, or never
            interval       | 8d                        | interval: '8d' is longer than 7d, the longest that an event may wait
            fold-for       | 169h                      | fold-for: '169h' is longer than 7d, the longest that an event may wait
            """)
    void aParameterThatCanNotBeUsedSaysWhy(String parameter, String value, String message) {
        assertThatThrownBy(() -> of(Map.of(parameter, value)))
                .isInstanceOfSatisfying(
                        ChannelSettings.Invalid.class,
                        e -> assertThat(e.parameter()).isEqualTo(parameter))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            interval | 11h             | interval: '11h' is longer than 10h, for which SQS can keep an event, and needs a store: set relay.store = state
            fold-for | 1d              | fold-for: '1d' is longer than 10h, for which SQS can keep an event, and needs a store: set relay.store = state
            digest   | daily 09:00 UTC | digest: needs a store: set relay.store = state
            """)
    void whatSqsCanNotKeepNeedsAStore(String parameter, String value, String message) {
        assertThat(of(Map.of(parameter, value))).isNotNull();
        assertThatThrownBy(() -> of(Map.of(parameter, value, "store", "none"))).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            daily 03:00 UTC         | 22:00-07:00 UTC
            weekdays 09:00, 12:00 UTC | Mon-Fri UTC
            Sat 12:00 Asia/Tokyo    | weekend Asia/Tokyo
            """)
    void aDigestThatNeverComesIsAMistake(String digest, String mute) {
        assertThatThrownBy(() -> of(Map.of("digest", digest, "mute", mute)))
                .hasMessage(
                        "digest: each time of '%s' is in a quiet time of mute, so the digest would never come. Change one of them",
                        digest);
    }

    @Test
    void aDigestThatDoesNotComeForHalfAYearIsAMistake() {
        // At half past eight in Berlin it is half past three in Tokyo in summer, and an hour later in winter.
        assertThatThrownBy(() -> of(Map.of("digest", "Mon 08:30 Europe/Berlin", "mute", "00:00-16:00 Asia/Tokyo")))
                .hasMessageMatching(
                        "digest: from \\S+ to \\S+ each time of 'Mon 08:30 Europe/Berlin' is in a quiet time of mute. Change one of them");
    }

    @Test
    void aDigestThatIsPassedOverNowAndThenIsNone() {
        assertThat(of(Map.of("digest", "daily 09:00 UTC", "mute", "Tue-Sun UTC")))
                .isNotNull();
        assertThat(of(Map.of("digest", "Sun 02:30 Europe/Berlin", "mute", "03:00-04:00 Europe/Berlin")))
                .isNotNull();
    }

    private static Timetable of(Map<String, String> parameters) {
        return Timetable.of(parameters);
    }

    private static Duration waits(Timetable timetable, boolean grave, Instant now) {
        return Duration.between(now, timetable.tellAt(grave, now));
    }
}
