package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietQueueTest {

    private final TestClock clock = new TestClock();
    private final QuietQueue queue = new QuietQueue(clock);

    @Test
    void allPollUntilOneFindsNothing() {
        assertThat(queue.begin()).isTrue();
        assertThat(queue.begin()).isTrue();

        queue.ended(0);

        assertThat(queue.begin()).as("while the other still waits").isFalse();
        queue.ended(0);
        assertThat(queue.begin()).as("when nobody waits").isTrue();
        assertThat(queue.begin()).as("while that one waits").isFalse();
    }

    @Test
    void allJoinInWhenOneBringsMoreThanOneMessage() {
        assertThat(queue.begin()).isTrue();
        queue.ended(0);
        assertThat(queue.begin()).isTrue();
        assertThat(queue.begin()).isFalse();

        queue.ended(2);

        assertThat(queue.begin()).isTrue();
        assertThat(queue.begin()).isTrue();
        assertThat(queue.begin()).isTrue();
    }

    @Test
    void oneMessageAloneIsNoReasonToJoinIn() {
        assertThat(queue.begin()).isTrue();
        queue.ended(0);
        assertThat(queue.begin()).isTrue();

        queue.ended(1);

        assertThat(queue.begin()).isTrue();
        assertThat(queue.begin()).isFalse();
    }

    @Test
    void aPollThatEndedWithoutSayingSoHoldsNobodyUpForEver() {
        assertThat(queue.begin()).isTrue();
        queue.ended(0);
        assertThat(queue.begin()).isTrue();
        clock.pass(Duration.ofSeconds(29));
        assertThat(queue.begin()).isFalse();

        clock.pass(Duration.ofSeconds(2));

        assertThat(queue.begin()).isTrue();
        queue.ended(0);
        queue.ended(0);
        assertThat(queue.begin()).as("the lost one was found").isTrue();
        assertThat(queue.begin()).isFalse();
    }
}
