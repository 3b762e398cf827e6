package io.configrelay.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * What a channel does with housekeeping, see {@link io.configrelay.describe.Change#isHousekeeping()}.
 */
public enum Noise {
    /** Counts it in the next message. */
    FOLD,
    /** Shows it like everything else. */
    SHOW,
    /** Leaves it out, and counts it in a metric. */
    DROP;

    static Optional<Noise> parse(String text) {
        for (Noise noise : values()) {
            if (noise.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(noise);
            }
        }
        return Optional.empty();
    }
}
