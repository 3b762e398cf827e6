package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PerMinuteTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void thereAreSoManyPermitsInAnyMinute() {
        PerMinute permits = new PerMinute(2, now::get);

        assertThat(permits.tryAcquireOneOf(1)).isTrue();
        pass(Duration.ofSeconds(30));
        assertThat(permits.tryAcquireOneOf(1)).isTrue();
        assertThat(permits.tryAcquireOneOf(1)).isFalse();
        pass(Duration.ofSeconds(29));
        assertThat(permits.tryAcquireOneOf(1)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(permits.tryAcquireOneOf(1)).isTrue();
        assertThat(permits.tryAcquireOneOf(1)).isFalse();
    }

    @Test
    void ofNoneThereIsNone() {
        assertThat(new PerMinute(0, now::get).tryAcquireOneOf(1)).isFalse();
    }

    @Test
    void whereThereAreNotEnoughForAllNoneIsGiven() {
        PerMinute permits = new PerMinute(2, now::get);

        assertThat(permits.tryAcquireOneOf(3)).isFalse();
        assertThat(permits.tryAcquireOneOf(2)).isTrue();
        assertThat(permits.tryAcquireOneOf(2)).isFalse();
        assertThat(permits.tryAcquireOneOf(1)).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
