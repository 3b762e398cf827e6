package io.configrelay.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text holds what looks like a secret, as {@code secret-patterns.txt} says, or one behind its name. */
final class SecretValues {

    /** Longer than what SNS carries: too long to look through, hence hidden. */
    static final int LONGEST = 262_144;

    private static final int SHORTEST = 5;

    /** So many names of secrets stand in no text but one that is made to take time. */
    private static final int MOST_NAMES = 20_000;

    private static final List<Pattern> PATTERNS = new ArrayList<>();

    /** For each trigger its pattern, or {@link #NAME}. */
    private static final List<Integer> PATTERN_OF = new ArrayList<>();

    private static final List<String> WORDS = new ArrayList<>();

    private static final int NAME = -1;

    private static final Triggers TRIGGERS;

    static {
        for (String[] line : ResourceLines.of("secret-patterns.txt", 3)) {
            for (String trigger : line[1].split(",", -1)) {
                WORDS.add(trigger);
                PATTERN_OF.add(PATTERNS.size());
            }
            PATTERNS.add(Pattern.compile(line[2]));
        }
        for (String word : SecretNames.spellings()) {
            WORDS.add(word);
            PATTERN_OF.add(NAME);
        }
        TRIGGERS = new Triggers(WORDS);
    }

    private SecretValues() {}

    /** Whether a text, or what it is the Base64 of, holds a secret. */
    static boolean isSecret(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        if (text.length() > LONGEST) {
            return true;
        }
        return holdsSecret(text)
                || Encoded.anyDecoded(
                        text,
                        decoded -> holdsSecret(decoded) || Encoded.anyDecoded(decoded, SecretValues::holdsSecret));
    }

    /** Whether a term for a secret stands in a text, at less cost than its name is judged. */
    static boolean holdsName(String text) {
        boolean[] found = new boolean[1];
        TRIGGERS.scan(text, (word, end) -> found[0] |= PATTERN_OF.get(word) == NAME);
        return found[0];
    }

    private static boolean holdsSecret(String text) {
        Search search = new Search(text);
        TRIGGERS.scan(text, search);
        return search.found || (search.named && isBrokenJson(text)) || search.anyPattern() || SecretKey.standsIn(text);
    }

    /** What opens as JSON and is none would have been looked through by its keys. */
    private static boolean isBrokenJson(String text) {
        char first = text.charAt(0);
        return (first == '{' || first == '[')
                && !text.startsWith("{{")
                && text.indexOf('"') >= 0
                && Encoded.json(text).isEmpty();
    }

    /** One pass over a text. */
    private static final class Search implements Triggers.Found {

        private final String text;
        private final boolean opensAsJson;
        private long patternsLow;
        private long patternsHigh;
        private int names;
        private boolean found;
        private boolean named;

        Search(String text) {
            this.text = text;
            opensAsJson = !text.isEmpty() && (text.charAt(0) == '{' || text.charAt(0) == '[');
        }

        @Override
        public void at(int word, int end) {
            int pattern = PATTERN_OF.get(word);
            if (pattern >= 64) {
                patternsHigh |= 1L << (pattern - 64);
            } else if (pattern >= 0) {
                patternsLow |= 1L << pattern;
            } else if (!found) {
                names++;
                int begin = end - WORDS.get(word).length();
                found = names > MOST_NAMES || SecretText.isSecretAt(text, begin, end);
                named |= !named && !found && opensAsJson && SecretText.isSecretKey(text, begin, end);
            }
        }

        boolean anyPattern() {
            return any(patternsLow, 0) || any(patternsHigh, 64);
        }

        private boolean any(long set, int first) {
            for (long left = set; left != 0; left &= left - 1) {
                if (PATTERNS.get(first + Long.numberOfTrailingZeros(left))
                        .matcher(text)
                        .find()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** How many patterns there are; a test holds them against the room that there is for them. */
    static int patterns() {
        return PATTERNS.size();
    }

    /** The triggers, for those who look whether any is shown. */
    static Set<String> triggers() {
        return Set.copyOf(WORDS);
    }
}
