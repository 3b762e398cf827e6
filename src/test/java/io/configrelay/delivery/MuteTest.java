package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MuteTest {

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
}
