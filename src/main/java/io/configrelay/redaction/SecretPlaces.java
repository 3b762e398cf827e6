package io.configrelay.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where in the resources of a type secrets stand, as {@code secret-places.txt} lists them. */
final class SecretPlaces {

    /** What the list says of a place. */
    enum Place {
        /** Nothing. */
        UNKNOWN,
        /** A secret stands there. */
        SECRET,
        /** The same, as if its name said so: an ARN or a choice is none. */
        NAMED,
        /** What stands there is none, though it has the shape. */
        SHOWN
    }

    private record Path(List<String> keys, boolean whole, Place place) {

        /** Whether this is the end of where a value stands. */
        boolean ends(List<Name> at) {
            int offset = at.size() - keys.size();
            if (offset < 0 || (whole && offset > 0)) {
                return false;
            }
            for (int i = keys.size() - 2; i >= 0; i--) {
                if (!at.get(offset + i).lower().equals(keys.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Map<String, SecretPlaces> BY_TYPE = new HashMap<>();

    private static final SecretPlaces ANY = new SecretPlaces();

    static {
        for (String[] line : ResourceLines.of("secret-places.txt", 3)) {
            Place place = place(line[0]);
            int begin = place == Place.SECRET ? 0 : 1;
            String type = line[begin];
            SecretPlaces places = type.equals("*") ? ANY : BY_TYPE.computeIfAbsent(type, t -> new SecretPlaces());
            places.add(line[begin + 1], place);
        }
        BY_TYPE.values()
                .forEach(places -> ANY.byLast.forEach((last, paths) -> places.byLast
                        .computeIfAbsent(last, l -> new ArrayList<>())
                        .addAll(paths)));
    }

    private final Map<String, List<Path>> byLast = new HashMap<>();

    private static Place place(String word) {
        return switch (word) {
            case "shown" -> Place.SHOWN;
            case "named" -> Place.NAMED;
            default -> Place.SECRET;
        };
    }

    /** The places in a type's resources. */
    static SecretPlaces of(String resourceType) {
        return resourceType == null ? ANY : BY_TYPE.getOrDefault(resourceType, ANY);
    }

    private void add(String path, Place place) {
        boolean whole = path.startsWith("/");
        List<String> keys =
                List.of(path.substring(whole ? 1 : 0).toLowerCase(Locale.ROOT).split("\\.", -1));
        byLast.computeIfAbsent(keys.get(keys.size() - 1), last -> new ArrayList<>())
                .add(new Path(keys, whole, place));
    }

    /** What is known of where these keys lead. */
    Place at(List<Name> keys) {
        List<Path> paths =
                keys.isEmpty() ? null : byLast.get(keys.get(keys.size() - 1).lower());
        if (paths != null) {
            for (Path path : paths) {
                if (path.ends(keys)) {
                    return path.place();
                }
            }
        }
        return Place.UNKNOWN;
    }

    /** Every type and path that is listed as a secret's, for those who look whether any is shown. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> all = new HashMap<>();
        for (String[] line : ResourceLines.of("secret-places.txt", 3)) {
            Place place = place(line[0]);
            int begin = place == Place.SECRET ? 0 : 1;
            if (place != Place.SHOWN) {
                all.computeIfAbsent(line[begin], type -> new ArrayList<>()).add(line[begin + 1]);
            }
        }
        return all;
    }
}
