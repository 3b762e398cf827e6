package io.configrelay.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueReturnTest {

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "2, 60", "3, 120", "5, 480", "6, 900", "7, 900", "1000000, 900"})
    void eachTimeItComesBackTwiceAsLateAndAQuarterOfAnHourAtTheMost(int receives, int seconds) {
        assertThat(QueueReturn.seconds(receives)).isEqualTo(seconds);
    }
}
