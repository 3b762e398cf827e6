package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"0,0", "500ms,500", "1s,1000", "15m,900000", "1h30m,5400000", "2d,172800000", "250,250"})
    void durationsAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1s", "1 week", "s", "1.5h", "99999999999999999999s"})
    void anythingElseIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
