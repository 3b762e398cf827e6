package io.configrelay.redaction;

/** Secrets that stand behind their name in a text: {@code password=x}, {@code --token x}, {@code <psk>x</psk>}. */
final class SecretText {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_GAP = 16;

    private SecretText() {}

    /**
     * Whether the word that ends here is the end of, or stands in, the name of a secret that follows.
     *
     * @param begin of the word
     * @param end behind it
     */
    static boolean isSecretAt(String text, int begin, int end) {
        int from = begin;
        while (from > 0 && begin - from < LONGEST_NAME && isNamePart(text.charAt(from - 1))) {
            from--;
        }
        // A part of an ARN, an action or an address.
        if (from > 0
                && (text.charAt(from - 1) == ':' || text.charAt(from - 1) == '/' || text.charAt(from - 1) == '@')) {
            return false;
        }
        int to = end;
        while (to < text.length() && to - end < LONGEST_NAME && isNamePart(text.charAt(to))) {
            to++;
        }
        int value = value(text, from, to);
        if (value < 0) {
            return false;
        }
        Secrecy secrecy = SecretNames.secrecy(text.substring(from, to));
        return secrecy.isSecret() && isSecret(text, value, secrecy);
    }

    /** Where the value begins that follows a name; less than 0 where none does. */
    private static int value(String text, int from, int to) {
        int at = skip(text, to, "\"'\\)] ");
        boolean separated =
                at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':') && !text.startsWith("::", at);
        boolean element = to < text.length() && from > 0 && text.charAt(from - 1) == '<' && text.charAt(to) == '>';
        if (separated || element) {
            int value = skip(text, element ? to : at, "=:>\"'\\ \t");
            return value < text.length() ? value : -1;
        }
        boolean option = text.charAt(from) == '-' && at > to;
        return option && at < text.length() && text.charAt(at) != '-' ? at : -1;
    }

    private static int skip(String text, int from, String characters) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_GAP && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isSecret(String text, int from, Secrecy secrecy) {
        int to = from;
        while (to < text.length() && to - from < LONGEST_NAME && !isEnd(text.charAt(to))) {
            to++;
        }
        String value = text.substring(from, to);
        return !value.isEmpty()
                && "$`<{%&|>([".indexOf(value.charAt(0)) < 0
                && !SecretNames.isPlain(value)
                && (secrecy != Secrecy.TEXT || !SecretNames.isChoice(value))
                && (secrecy == Secrecy.ALL || !isNumber(value));
    }

    private static boolean isNumber(String value) {
        return value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean isEnd(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == '<' || c == ',' || c == ';' || c == '&';
    }
}
