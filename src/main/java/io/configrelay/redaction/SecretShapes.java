package io.configrelay.redaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Keys under which names stand beside values, as {@code secret-shapes.txt} lists them. */
final class SecretShapes {

    /** What stands below a key. */
    enum Shape {
        NONE,
        /** Everything below is a value. */
        VALUES,
        /** Objects of a name and a value, or a map of nothing but strings and numbers. */
        MAP,
        /** Objects of a name and a value. */
        PAIRS
    }

    private static final Map<String, Shape> SHAPES = new HashMap<>();
    private static final Set<String> NAMES = new HashSet<>();
    private static final Set<String> VALUES = new HashSet<>();
    private static final Set<String> STRUCTURES = new HashSet<>();

    static {
        for (String[] line : ResourceLines.of("secret-shapes.txt", 2)) {
            switch (line[0]) {
                case "name" -> NAMES.add(line[1]);
                case "value" -> VALUES.add(line[1]);
                case "structure" -> STRUCTURES.add(line[1]);
                default -> SHAPES.put(line[1], Shape.valueOf(line[0].toUpperCase(Locale.ROOT)));
            }
        }
    }

    private SecretShapes() {}

    static Shape shape(String lower) {
        return SHAPES.getOrDefault(lower, Shape.NONE);
    }

    static boolean isName(String lower) {
        return NAMES.contains(lower);
    }

    static boolean isValue(String lower) {
        return VALUES.contains(lower);
    }

    /** Whether an object with this key is no map of names. */
    static boolean isStructure(String lower) {
        return STRUCTURES.contains(lower);
    }

    /** The keys under which everything is a value, for those who look whether any is shown. */
    static Set<String> keys() {
        return SHAPES.keySet();
    }
}
