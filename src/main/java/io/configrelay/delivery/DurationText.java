package io.configrelay.delivery;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.util.TimeUtils;

/** Durations as people write them in settings and channel files. */
public final class DurationText {

    private DurationText() {}

    /** {@code 500ms}, {@code 1s}, {@code 15m}, {@code 1h30m}; a number alone is milliseconds. Nothing for other text. */
    public static Optional<Duration> parse(String text) {
        // Camel's reader fails with whatever comes on text that isn't of this form.
        return text.matches("(\\d{1,9}(ms|s|m|h|d))+|\\d{1,15}")
                ? Optional.of(Duration.ofMillis(TimeUtils.toMilliSeconds(text)))
                : Optional.empty();
    }
}
