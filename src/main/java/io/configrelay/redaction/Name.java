package io.configrelay.redaction;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key of an object, or what stands as the name beside a value, with what is known of it.
 *
 * @param lower in small letters
 * @param secrecy whether its value is a secret by what it is called
 * @param shape what stands below such a key, whatever the type
 * @param isName whether it has the name in an object of a name and a value
 * @param isValue whether it has the value in such an object
 * @param isSecret whether the key itself looks like a secret
 */
record Name(
        String lower, Secrecy secrecy, SecretShapes.Shape shape, boolean isName, boolean isValue, boolean isSecret) {

    /** Resources have the same keys again and again; what a hostile one adds besides is not kept. */
    private static final int MOST_KEPT = 8_192;

    private static final int LONGEST = 128;

    /** No token of a service is shorter. */
    private static final int SHORTEST_SECRET = 16;

    private static final Map<String, Name> KEPT = new ConcurrentHashMap<>();

    /** What is known of a key. */
    static Name of(String key) {
        Name kept = KEPT.get(key);
        if (kept != null) {
            return kept;
        }
        String known = key.length() > LONGEST ? key.substring(key.length() - LONGEST) : key;
        String lower = known.toLowerCase(Locale.ROOT);
        Name name = new Name(
                lower,
                SecretNames.secrecy(known),
                SecretShapes.shape(lower),
                SecretShapes.isName(lower),
                SecretShapes.isValue(lower),
                key.length() >= SHORTEST_SECRET && SecretValues.isSecret(key));
        if (KEPT.size() < MOST_KEPT && key.length() <= LONGEST) {
            KEPT.put(key, name);
        }
        return name;
    }
}
