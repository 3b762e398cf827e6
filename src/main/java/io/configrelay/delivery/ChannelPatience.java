package io.configrelay.delivery;

import io.configrelay.describe.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * How long a channel's events wait in memory: housekeeping for a message to ride in and, without a store, all but high
 * risk for the end of a quiet time.
 *
 * @param stored whether what waits for long is in a store
 */
record ChannelPatience(ChannelSettings settings, Timing timing, boolean stored) implements Patience {

    @Override
    public Wait of(Exchange exchange) {
        if (exchange.getVariable(ChannelPosts.NOTICE) != null) {
            return Wait.NONE;
        }
        Instant now = Instant.now();
        Delivery delivery = Delivery.of(exchange);
        boolean tells =
                Risk.isHigh(delivery.change().risk()) && !settings.timetable().muteHighRisk();
        Duration quiet = tells || stored ? Duration.ZERO : settings.mute().hold(delivery.receivedAt(), now);
        Duration wanted = quiet.isZero() && settings.isFolded(delivery.change()) ? fold(delivery, now) : quiet;
        if (wanted.isZero()) {
            return Wait.NONE;
        }
        if (!quiet.isZero()) {
            exchange.setVariable(ChannelPosts.HELD, true);
        }
        // Who sent it may wait for an answer.
        Instant tellBefore = exchange.getVariable(SlackChannel.TELL_BEFORE, Instant.class);
        Duration left = tellBefore == null ? wanted : Duration.between(now, tellBefore);
        return new Wait(left.isNegative() ? Duration.ZERO : Collections.min(List.of(left, wanted)), quiet.isZero());
    }

    /** How long folded housekeeping waits from now on. */
    private Duration fold(Delivery delivery, Instant now) {
        if (!stored) {
            return settings.foldFor();
        }
        Duration left = Duration.between(now, delivery.receivedAt().plus(settings.foldFor()));
        return left.isNegative() || !timing.rides(delivery.change()) ? Duration.ZERO : left;
    }
}
