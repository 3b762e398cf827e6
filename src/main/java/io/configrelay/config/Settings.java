package io.configrelay.config;

import io.configrelay.delivery.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of {@code application.properties} and the environment, each as what it is. */
public final class Settings {

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,11}) ?((?i)kB|MB|GB|)");

    private final UnaryOperator<String> resolve;

    /** @param resolve fills in the {@code {{key}}}s of a text */
    public Settings(UnaryOperator<String> resolve) {
        this.resolve = resolve;
    }

    /**
     * A text, perhaps empty.
     *
     * @throws BadConfigurationException when a secret that it names can't be read
     */
    public String text(String key) {
        try {
            return resolve.apply("{{" + key + "}}").strip();
        } catch (SecretUnavailableException e) {
            throw mistake(key, e.getMessage());
        }
    }

    /** A text that need not be there. */
    public Optional<String> optional(String key) {
        return Optional.ofNullable(resolve.apply("{{?" + key + "}}")).map(String::strip);
    }

    /**
     * A switch.
     *
     * @throws BadConfigurationException when it is neither true nor false
     */
    public boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(key, "true or false");
        };
    }

    /**
     * A whole number within these bounds.
     *
     * @throws BadConfigurationException when it is none
     */
    public int number(String key, int least, int most) {
        return whole(text(key))
                .filter(number -> number >= least && number <= most)
                .orElseThrow(() -> invalid(key, "a whole number from %d to %d".formatted(least, most)));
    }

    private static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a text is a size with its unit. */
    public static boolean isSize(String text) {
        Matcher size = SIZE.matcher(text);
        return size.matches() && !size.group(2).isEmpty();
    }

    /**
     * A size in bytes, such as {@code 64MB}: a number, and a unit where it isn't bytes; each unit is 1,024 of the one before.
     *
     * @throws BadConfigurationException when it is none
     */
    public long size(String key) {
        Matcher size = SIZE.matcher(text(key));
        if (!size.matches()) {
            throw invalid(key, "a size such as 64MB or 1GB");
        }
        int power = List.of("", "KB", "MB", "GB").indexOf(size.group(2).toUpperCase(Locale.ROOT));
        return Long.parseLong(size.group(1)) << (10 * power);
    }

    /**
     * A duration, such as {@code 30s}.
     *
     * @throws BadConfigurationException when it is none
     */
    public Duration duration(String key) {
        return DurationText.parse(text(key)).orElseThrow(() -> invalid(key, "a duration such as 30s, 10m or 1h"));
    }

    /** The mistake that this setting's value is not what it has to be. */
    public BadConfigurationException invalid(String key, String expected) {
        return mistake(key, "'%s' is not %s.".formatted(text(key), expected));
    }

    /** The mistake in this setting. */
    public static BadConfigurationException mistake(String key, String sentence) {
        return new BadConfigurationException(List.of("application.properties: %s: %s".formatted(key, sentence)));
    }
}
