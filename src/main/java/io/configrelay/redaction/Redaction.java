package io.configrelay.redaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.configrelay.event.ConfigEvent;

/**
 * The one place that says what of a notification may be shown. A secret is known by where it stands ({@code
 * secret-places.txt}, {@code secret-shapes.txt}), by what it is called ({@code secret-names.txt}) and by what it looks like
 * ({@code secret-patterns.txt}).
 */
public final class Redaction {

    private static final int SHORT = 200;

    /** Accounts, regions and resources come again and again. What is secret is not kept. */
    private static final Cache<String, Boolean> PLAIN =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private Redaction() {}

    /**
     * A value of a resource as it may be shown.
     *
     * @param resourceType such as {@code AWS::Lambda::Function}; null where there is none
     * @param path where the value stands, as the keys of a diff say it, with or without places in lists: {@code
     *     Configuration.Environment.Variables}, {@code Configuration.Parameters.0}, {@code configuration}
     * @param value any JSON value
     * @return the same instance where nothing in it is secret; else a copy in which each secret string and number is {@link
     *     Hidden}. JSON that stands in a string and holds a secret is returned as the object or array that it is.
     */
    public static Object redacted(String resourceType, String path, Object value) {
        return value == null || value instanceof Boolean || value instanceof Hidden
                ? value
                : new Values(SecretPlaces.of(resourceType)).redacted(path == null ? "" : path, value);
    }

    /** A text that is no resource's, such as what a rule says of one: the same, or {@link Hidden#TEXT}. */
    public static String text(String text) {
        if (text == null || text.isEmpty() || PLAIN.getIfPresent(text) != null) {
            return text;
        }
        if (SecretValues.isSecret(text)) {
            return Hidden.TEXT;
        }
        if (text.length() <= SHORT) {
            PLAIN.put(text, true);
        }
        return text;
    }

    /**
     * The event as it may be shown by those who show the message itself: its {@code message}, tags, names, changes and
     * texts. Costs a look at all of it, so it is made when it is shown. {@code original} stays as it came: dead letters
     * need it, and no message shows it.
     *
     * @return the same instance where nothing in it is secret
     */
    public static ConfigEvent shown(ConfigEvent event) {
        return ShownEvent.of(event);
    }
}
