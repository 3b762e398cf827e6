package io.configrelay.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.TestClock;
import io.configrelay.slack.Notice;
import io.configrelay.slack.Notice.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfReportTest {

    private final TestClock clock = new TestClock();
    private final RelayState state = new RelayState(clock);
    private final SelfReport report = new SelfReport(state, Duration.ofMinutes(15), clock);

    private void deadLetters(String channel, String reason, int count) {
        for (int i = 0; i < count; i++) {
            state.channel(channel).deadLetter(reason);
        }
    }

    @Test
    void whereAllIsWellNothingIsSaid() {
        state.channel("network").succeeded();

        clock.pass(Duration.ofHours(1));

        assertThat(report.due()).isEmpty();
    }

    @Test
    void aBurstOfDeadLettersIsOneCard() {
        deadLetters("network", "no_service", 3);
        assertThat(report.due()).isEmpty();
        clock.pass(Duration.ofSeconds(5));
        deadLetters("network", "no_service", 4);
        deadLetters("security", "http_410", 1);
        assertThat(report.due()).isEmpty();
        clock.pass(Duration.ofSeconds(5));

        assertThat(report.due())
                .containsExactly(
                        new DeadLetters("network", "no_service", 7), new DeadLetters("security", "http_410", 1));
        assertThat(report.due()).isEmpty();
    }

    @Test
    void moreOfThemAreSaidOnceInAWhile() {
        deadLetters("network", "no_service", 1);
        report.due();
        clock.pass(Duration.ofSeconds(10));
        assertThat(report.due()).hasSize(1);

        deadLetters("network", "no_service", 5);
        for (int i = 0; i < 89; i++) {
            clock.pass(Duration.ofSeconds(10));
            assertThat(report.due()).as("after %d s", 10 * i).isEmpty();
        }
        clock.pass(Duration.ofSeconds(10));

        assertThat(report.due()).containsExactly(new DeadLetters("network", "no_service", 5));
    }

    @Test
    void anotherKindOfTroubleDoesNotWaitForTheFirst() {
        deadLetters("network", "no_service", 1);
        report.due();
        clock.pass(Duration.ofSeconds(10));
        report.due();

        state.filesRead(List.of("web.camel.yaml:3: no"));

        assertThat(report.due()).containsExactly(new Notice.FilesRefused(List.of("web.camel.yaml:3: no")));
        state.filesRead(List.of("web.camel.yaml:4: no"));
        assertThat(report.due()).as("an editor's next try").isEmpty();
        state.filesRead(List.of());
        assertThat(report.due()).containsExactly(new Notice.FilesApplied());
        assertThat(report.due()).isEmpty();
    }

    @Test
    void aQueueIsOutOfReachOnlyWhenThatLasts() {
        state.queue().failed("SdkClientException: connection refused");
        clock.pass(Duration.ofSeconds(59));
        state.queue().failed("SdkClientException: connection refused");
        assertThat(report.due()).isEmpty();
        state.queue().polled();
        assertThat(report.due()).isEmpty();

        Instant since = clock.instant();
        state.queue().failed("SdkClientException: connection refused");
        clock.pass(Duration.ofSeconds(60));
        assertThat(report.due())
                .containsExactly(new Notice.QueueUnreadable(since, "SdkClientException: connection refused"));
        clock.pass(Duration.ofHours(1));
        assertThat(report.due()).isEmpty();
        state.queue().polled();
        assertThat(report.due()).containsExactly(new Notice.QueueReadable());
    }

    @Test
    void aStoreThatIsAwayIsToldWhenThatLasts() {
        Instant since = clock.instant();
        state.store().fails("connection refused");
        clock.pass(Duration.ofSeconds(59));
        assertThat(report.due()).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        assertThat(report.due()).containsExactly(new Notice.StoreUnusable(since, "connection refused"));
        assertThat(report.due()).isEmpty();
        state.store().works();
        assertThat(report.due()).containsExactly(new Notice.StoreUsable());
    }

    @Test
    void aStoreThatIsFullIsToldWhenThatLasts() {
        Instant since = clock.instant();
        state.store().full(true);
        clock.pass(Duration.ofSeconds(60));
        state.store().full(true);

        assertThat(report.due()).containsExactly(new Notice.StoreFull(since));
        assertThat(state.store().full())
                .hasValueSatisfying(full -> assertThat(full.detail())
                        .isEqualTo("The store is full since %s. relay.store.max-size: what can't be told at once stays"
                                        .formatted(since)
                                + " with its source until there is room again. See which channels have events parked,"
                                + " and mend those."));
        state.store().full(false);
        assertThat(report.due()).containsExactly(new Notice.StoreHasRoom());
        assertThat(state.store().full()).isEmpty();
    }

    @Test
    void aQueueThatComesAndGoesIsToldOnceInAWhile() {
        int cards = 0;
        for (int second = 0; second < 15 * 60; second += 5) {
            clock.pass(Duration.ofSeconds(5));
            if (second % 90 < 80) {
                state.queue().failed("SdkClientException: connection refused");
            } else {
                state.queue().polled();
            }
            cards += report.due().size();
        }

        assertThat(cards).as("that it can't be read, and that it can").isEqualTo(2);
    }

    @Test
    void aQueueThatNobodyPollsAnyMoreIsUnreadable() {
        state.queue().polled();
        clock.pass(Duration.ofSeconds(119));
        assertThat(state.queue().failure()).isEmpty();
        state.queue().heldBack();
        clock.pass(Duration.ofSeconds(121));

        assertThat(state.queue().failure())
                .hasValueSatisfying(failure -> assertThat(failure.word()).isEqualTo("silent"));
    }

    @Test
    void aPollThatFailsNowAndThenIsNoOutage() {
        state.queue().failed("SdkClientException: connection refused");
        clock.pass(Duration.ofSeconds(14));
        assertThat(state.queue().failure()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(state.queue().failure()).isPresent();
    }

    @Test
    void aChannelIsDegradedForAWhileAfterADeadLetter() {
        ChannelState channel = state.channel("network");
        channel.failed("no_service", "Gone.");
        channel.deadLetter("no_service");
        channel.succeeded();
        assertThat(channel.isDegraded()).isTrue();
        assertThat(channel.problem("network", Optional.empty()))
                .contains("network: 1 dead letter since the start, the last at 2026-11-25T03:00:00Z (no_service). When"
                        + " the cause is mended: bin/config-relay replay --channel network");

        clock.pass(Duration.ofMinutes(15));

        assertThat(channel.isDegraded()).isFalse();
        assertThat(channel.problem("network", Optional.empty())).isEmpty();
    }
}
