package io.configrelay.describe;

import java.util.Locale;

/**
 * Patterns of policies, in which {@code *} stands for any text and {@code ?} for one character.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">Wildcards</a>
 */
final class Wildcard {

    private Wildcard() {}

    /** Whether whatever matches the second pattern matches the first; without regard to case, as actions are. */
    static boolean covers(String pattern, String text) {
        String wide = pattern.toLowerCase(Locale.ROOT);
        String narrow = text.toLowerCase(Locale.ROOT);
        int star = -1;
        int mark = 0;
        int p = 0;
        int t = 0;
        while (t < narrow.length()) {
            boolean any = p < wide.length() && wide.charAt(p) == '*';
            boolean same = p < wide.length()
                    && !any
                    && (wide.charAt(p) == narrow.charAt(t) || (wide.charAt(p) == '?' && narrow.charAt(t) != '*'));
            if (any) {
                star = p++;
                mark = t;
            } else if (same) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < wide.length() && wide.charAt(p) == '*') {
            p++;
        }
        return p == wide.length();
    }
}
