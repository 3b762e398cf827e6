package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.config.BadConfigurationException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-28T23:00:00+09:00",
                "2026-11-28T23:00+09:00",
                "2026-11-28T14:00:00Z",
                "2026-11-28T23:00:00[Asia/Tokyo]",
                "2026-11-28T23:00+09:00[Asia/Tokyo]",
                "2026-11-28T14:00:00.000Z"
            })
    void aTimeWithAnOffsetOrAZoneIsRead(String text) {
        assertThat(GivenTime.instant("--at", text)).isEqualTo(Instant.parse("2026-11-28T14:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-11-28",
                "2026-11-28T23:00:00",
                "2026-11-28 23:00+09:00",
                "2026-13-28T23:00:00Z",
                "2026-11-28T23:00[Asia/Tokio]",
                "1795874400"
            })
    void anythingElseIsAMistakeThatSaysHowToWriteIt(String text) {
        assertThatThrownBy(() -> GivenTime.instant("--at", text))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessage(
                        "--at: '%s' is no time with an offset or a time zone. Write it in ISO 8601, such as 2026-11-28T23:00:00+09:00 or '2026-11-28T23:00:00[Asia/Tokyo]'.",
                        text);
    }
}
