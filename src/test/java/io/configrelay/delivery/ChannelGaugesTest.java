package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.health.RelayState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelGaugesTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Ledger ledger = new Ledger(metrics, Clock.systemUTC(), new RelayState(Clock.systemUTC()));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private double failing() {
        return metrics.get("relay.channel.failing")
                .tag("channel", "web")
                .gauge()
                .value();
    }

    private Digest digest() {
        return new Digest(waiting -> null, exchange -> Patience.Wait.NONE, Duration.ZERO, clock, clock);
    }

    @Test
    void aChannelThatIsRemovedIsNotFailingAnyMoreAndOneThatIsReplacedIs() {
        Digest first = digest();
        Digest second = digest();
        ledger.waiting("web", first);
        ledger.notPosted("web", "rejected", new Reason("no_service", 404, "Gone."));
        assertThat(failing()).isEqualTo(1);

        ledger.waiting("web", second);
        ledger.gone("web", first);
        assertThat(failing()).isEqualTo(1);
        ledger.gone("web", second);

        assertThat(failing()).isZero();
    }
}
