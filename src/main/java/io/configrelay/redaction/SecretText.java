package io.configrelay.redaction;

import java.util.Set;

/** Secrets that stand behind their name in a text: {@code password=x}, {@code --token x}, {@code <psk>x</psk>}. */
final class SecretText {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_GAP = 16;
    private static final String VALUE = "value";

    /** Words behind a name, and those between them and its value. */
    private static final Set<String> SAYING = Set.of("is", "was", "has", "set");

    private static final Set<String> SAID = Set.of("is", "was", "has", "set", "now", "the", "value", "to");

    private static final int LONGEST_SAYING = 6;
    private static final int SHORTEST_MADE_UP = 8;

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
        int to = end;
        while (to < text.length() && to - end < LONGEST_NAME && isNamePart(text.charAt(to))) {
            to++;
        }
        int paired = pairedValue(text, from, to);
        if (paired >= 0) {
            Secrecy secrecy = SecretNames.secrecy(text.substring(from, to));
            return secrecy.isSecret() && isSecret(text, paired, secrecy == Secrecy.TEXT ? secrecy : Secrecy.ALL);
        }
        if (isPart(text, from, to)) {
            return false;
        }
        int value = value(text, from, to);
        if (value < 0) {
            int said = said(text, to);
            return said >= 0
                    && isMadeUp(word(text, said))
                    && SecretNames.secrecy(text.substring(from, to)).isSecret();
        }
        Secrecy secrecy = SecretNames.secrecy(text.substring(from, to));
        return secrecy.isSecret() && isSecret(text, value, secrecy);
    }

    /** Where the value begins in {@code is x}, {@code was set to x}, {@code has the value x}; less than 0 in other words. */
    private static int said(String text, int to) {
        int at = to;
        boolean said = false;
        while (at + 1 < text.length() && text.charAt(at) == ' ') {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
                end++;
            }
            String word = text.substring(at + 1, Math.min(end, at + 1 + LONGEST_SAYING));
            if (!(said ? SAID : SAYING).contains(word)) {
                return said ? skip(text, at + 1, "\"'`") : -1;
            }
            said = true;
            at = end;
        }
        return -1;
    }

    /** Whether no word of a language is so, but a password may be. */
    private static boolean isMadeUp(String word) {
        boolean digit = false;
        boolean letter = false;
        for (int i = 0; i < word.length(); i++) {
            digit |= word.charAt(i) >= '0' && word.charAt(i) <= '9';
            letter |= Character.isLetter(word.charAt(i));
        }
        return digit && letter && word.length() >= SHORTEST_MADE_UP && word.indexOf(':') < 0;
    }

    private static String word(String text, int from) {
        int to = from;
        while (to < text.length() && to - from < LONGEST_NAME && !isEnd(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    /** Whether the word stands in a whole string that is the name of a secret. */
    static boolean isSecretKey(String text, int begin, int end) {
        int from = begin;
        while (from > 0 && begin - from < LONGEST_NAME && isNamePart(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < LONGEST_NAME && isNamePart(text.charAt(to))) {
            to++;
        }
        boolean quoted = from > 0 && text.charAt(from - 1) == '"' && to < text.length() && text.charAt(to) == '"';
        return quoted && SecretNames.secrecy(text.substring(from, to)).reachesDown();
    }

    /** Whether it is a part of an ARN, an action or an address rather than a name or an option such as /password. */
    private static boolean isPart(String text, int from, int to) {
        if (from == 0 || ":/@".indexOf(text.charAt(from - 1)) < 0) {
            return false;
        }
        boolean option = text.charAt(from - 1) == '/' && (from == 1 || isEnd(text.charAt(from - 2)));
        return !option && (to == text.length() || text.charAt(to) != '=');
    }

    /**
     * Where the value begins that stands beside this name: {@code "name":"DB_PASSWORD","value":"x"}, in YAML {@code name:
     * DB_PASSWORD} and {@code value: x} below, {@code <add key="DbPassword" value="x"/>}; less than 0 where none does.
     */
    private static int pairedValue(String text, int from, int to) {
        int before = back(text, from - 1, "\"'\\ \t");
        if (before < 2 || (text.charAt(before) != ':' && text.charAt(before) != '=')) {
            return -1;
        }
        int key = back(text, before - 1, "\"'\\ \t");
        if (key < 0 || (!endsWith(text, key, "name") && !endsWith(text, key, "key"))) {
            return -1;
        }
        int last = Math.min(text.length(), to + LONGEST_NAME) - VALUE.length();
        for (int at = to; at <= last; at++) {
            if (text.regionMatches(true, at, VALUE, 0, VALUE.length())) {
                int behind = skip(text, at + VALUE.length(), "\"'\\ \t");
                boolean separated =
                        behind < text.length() && (text.charAt(behind) == ':' || text.charAt(behind) == '=');
                int value = separated ? skip(text, behind + 1, "\"'\\ \t") : text.length();
                return value < text.length() ? value : -1;
            }
        }
        return -1;
    }

    private static int back(String text, int from, String characters) {
        int at = from;
        while (at >= 0 && from - at < LONGEST_GAP && characters.indexOf(text.charAt(at)) >= 0) {
            at--;
        }
        return at;
    }

    private static boolean endsWith(String text, int last, String word) {
        return text.regionMatches(true, last + 1 - word.length(), word, 0, word.length());
    }

    /** Where the value begins that follows a name; less than 0 where none does. */
    private static int value(String text, int from, int to) {
        if (text.regionMatches(true, to, "%3D", 0, 3) || text.regionMatches(true, to, "%3A", 0, 3)) {
            return to + 3 < text.length() ? to + 3 : -1;
        }
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
        String value = word(text, from);
        return !value.isEmpty()
                && !isReference(text, from, value)
                && !SecretNames.isPlain(value)
                && (secrecy != Secrecy.TEXT || !SecretNames.isChoice(value))
                && (secrecy == Secrecy.ALL || !isNumber(value));
    }

    /** Whether the value stands elsewhere: {@code ${NAME}}, {@code $NAME}, {@code %NAME%}, {@code {{name}}}. */
    private static boolean isReference(String text, int from, String value) {
        return switch (value.charAt(0)) {
            case '`', '<', '&', '(', '[', '>' -> !isBlock(text, from);
            case '|' -> !isBlock(text, from);
            case '$' ->
                value.length() == 1 || "{(".indexOf(value.charAt(1)) >= 0 || isVariable(value, 1, value.length());
            case '{' ->
                value.length() < 3
                        || value.startsWith("{{")
                        || value.startsWith("{}")
                        || isVariable(value, 1, value.length() - (value.endsWith("}") ? 1 : 0));
            case '%' -> value.length() < 3 || value.indexOf('%', 1) > 0;
            default -> false;
        };
    }

    /** A block of YAML: {@code |} or {@code >-} and the value in the next line. */
    private static boolean isBlock(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < 4 && "|>-+".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at > from && at + 1 < text.length() && text.charAt(at) == '\n' && text.charAt(at + 1) <= ' ';
    }

    /** What somebody names a variable: in letters of both cases without digits, or in capitals or small letters. */
    static boolean isVariable(String text, int begin, int end) {
        boolean digits = false;
        boolean capitals = false;
        boolean small = false;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            digits |= c >= '0' && c <= '9';
            capitals |= c >= 'A' && c <= 'Z';
            small |= c >= 'a' && c <= 'z';
            if (!Character.isLetterOrDigit(c) && ".:_-/)".indexOf(c) < 0) {
                return false;
            }
        }
        return !(digits && capitals && small);
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
