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

        assertThat(permits.tryAcquire()).isTrue();
        pass(Duration.ofSeconds(30));
        assertThat(permits.tryAcquire()).isTrue();
        assertThat(permits.tryAcquire()).isFalse();
        pass(Duration.ofSeconds(29));
        assertThat(permits.tryAcquire()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(permits.tryAcquire()).isTrue();
        assertThat(permits.tryAcquire()).isFalse();
    }

    @Test
    void ofNoneThereIsNone() {
        assertThat(new PerMinute(0, now::get).tryAcquire()).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
