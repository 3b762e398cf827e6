package io.configrelay.redaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        /** Objects of a name and a value, or a map whose strings and numbers are values. */
        MAP,
        /** An object of such a map: its value may stand beside a type. */
        ENTRY,
        /** Objects of a name and a value. */
        PAIRS
    }

    private static final Map<String, Shape> SHAPES = new HashMap<>();
    private static final Set<String> NAMES = new HashSet<>();
    private static final Set<String> VALUES = new HashSet<>();
    private static final Set<String> STRUCTURES = new HashSet<>();
    private static final Set<String> BESIDE = new HashSet<>();
    private static final Map<String, Shape> ENDINGS = new LinkedHashMap<>();

    static {
        for (String[] line : ResourceLines.of("secret-shapes.txt", 2)) {
            switch (line[0]) {
                case "name" -> NAMES.add(line[1]);
                case "value" -> VALUES.add(line[1]);
                case "structure" -> STRUCTURES.add(line[1]);
                case "beside" -> BESIDE.add(line[1]);
                default -> {
                    Shape shape = Shape.valueOf(line[0].toUpperCase(Locale.ROOT));
                    if (line[1].startsWith("*")) {
                        ENDINGS.put(line[1].substring(1), shape);
                    } else {
                        SHAPES.put(line[1], shape);
                    }
                }
            }
        }
    }

    private SecretShapes() {}

    /** What stands below a key in small letters; {@code environment_variables} is {@code environmentvariables}. */
    static Shape shape(String lower) {
        String bare = bare(lower);
        Shape shape = SHAPES.get(bare);
        if (shape != null) {
            return shape;
        }
        for (Map.Entry<String, Shape> ending : ENDINGS.entrySet()) {
            if (bare.endsWith(ending.getKey())) {
                return ending.getValue();
            }
        }
        return Shape.NONE;
    }

    static boolean isName(String lower) {
        return NAMES.contains(bare(lower));
    }

    static boolean isValue(String lower) {
        return lower.endsWith("value") || VALUES.contains(bare(lower));
    }

    /** Whether a key beside a name and a hidden value says what they are. */
    static boolean isBeside(String lower) {
        String bare = bare(lower);
        return NAMES.contains(bare) || BESIDE.contains(bare) || bare.endsWith("name") || bare.endsWith("type");
    }

    private static String bare(String lower) {
        return lower.indexOf('_') < 0 && lower.indexOf('-') < 0
                ? lower
                : lower.replace("_", "").replace("-", "");
    }

    /** Whether an object with this key is no map of names: such a key, or a number of items. */
    static boolean isStructure(String lower, Object value) {
        return STRUCTURES.contains(lower) && (value instanceof Number || !lower.equals("quantity"));
    }

    /** The keys under which everything is a value, for those who look whether any is shown. */
    static Set<String> keys() {
        Set<String> keys = new HashSet<>(SHAPES.keySet());
        keys.addAll(ENDINGS.keySet());
        return keys;
    }
}
