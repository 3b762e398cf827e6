package io.configrelay.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /** The most similar of these names, if one differs by no more than a third of the letters, and three at the most. */
    static Optional<String> of(String name, Collection<String> names) {
        int most = Math.min(3, Math.max(1, name.length() / 3));
        return names.stream()
                .filter(candidate -> distance(name, candidate) <= most)
                .min(Comparator.comparing((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code  Did you mean 'match'?}, or nothing. */
    static String hint(String name, Collection<String> names) {
        return of(name, names).map(" Did you mean '%s'?"::formatted).orElse("");
    }

    /** How many letters have to be put in, taken out or replaced, without regard to case (Levenshtein). */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
