package io.configrelay.redaction;

/**
 * A secret access key of AWS: forty letters, digits, slashes and plus signs without a prefix to know it by. Hashes have no
 * capital letters, names are made of words; a random key is neither.
 */
final class SecretKey {

    private static final int LENGTH = 40;

    /** How often a random key changes between capitals, small letters and digits: 25 times in the mean. */
    private static final int FEWEST_CHANGES = 16;

    /** {@code Stack}, {@code Handler}: a random key has one such in the mean. */
    private static final int MOST_WORDS = 3;

    private SecretKey() {}

    static boolean standsIn(String text) {
        if (text.length() < LENGTH || text.startsWith("arn:") || text.startsWith("http")) {
            return false;
        }
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || kind(text.charAt(i)) == 0) {
                boolean padded = i < text.length() && text.charAt(i) == '=' && i + 1 - begin > LENGTH + 1;
                if (i - begin == LENGTH
                        && !padded
                        && isRandom(text, begin, i)
                        && !Encoded.isText(text.substring(begin, i))) {
                    return true;
                }
                begin = i + 1;
                // No run that ends later can be long enough.
                if (text.length() - begin < LENGTH) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean isRandom(String text, int begin, int end) {
        int changes = 0;
        int capitals = 0;
        int small = 0;
        int digits = 0;
        int words = 0;
        int slashes = 0;
        for (int i = begin; i < end; i++) {
            int kind = kind(text.charAt(i));
            changes += i > begin && kind != kind(text.charAt(i - 1)) ? 1 : 0;
            capitals += kind == 1 ? 1 : 0;
            small += kind == 2 ? 1 : 0;
            digits += kind == 3 ? 1 : 0;
            slashes += kind == 4 ? 1 : 0;
            boolean word = kind == 1
                    && i + 3 < end
                    && kind(text.charAt(i + 1)) == 2
                    && kind(text.charAt(i + 2)) == 2
                    && kind(text.charAt(i + 3)) == 2;
            words += word ? 1 : 0;
        }
        return capitals >= 4
                && small >= 4
                && digits >= 1
                && slashes <= 6
                && changes >= FEWEST_CHANGES
                && words <= MOST_WORDS;
    }

    /** Capital, small letter, digit, slash or plus sign; 0 for all else. */
    private static int kind(char c) {
        if (c >= 'A' && c <= 'Z') {
            return 1;
        }
        if (c >= 'a' && c <= 'z') {
            return 2;
        }
        if (c >= '0' && c <= '9') {
            return 3;
        }
        return c == '/' || c == '+' ? 4 : 0;
    }
}
