package io.configrelay.delivery;

/** A value from outside as a log line has it: visible, on one line, of bounded length. */
final class LogValue {

    /** So many characters of a value are written; of a longer one its beginning and its end. */
    static final int LENGTH = 256;

    private LogValue() {}

    /**
     * The value with what can't be seen as an escape of Java's, such as {@code \n} or {@code \u202e}: no value can begin a
     * line of its own, colour a terminal or turn the reading direction.
     */
    static String visible(String value) {
        StringBuilder text = new StringBuilder(Math.min(value.length(), LENGTH) + 16);
        int tail = LENGTH / 2;
        for (int i = 0; i < value.length(); i++) {
            if (value.length() > LENGTH && i == LENGTH - 1 - tail) {
                text.append('…');
                i = value.length() - tail;
            }
            append(value, i, text);
        }
        return text.toString();
    }

    /** The value behind a {@code key=}: in quotes where a reader could not tell where it ends. */
    static String quoted(String value) {
        String text = visible(value);
        return isPlain(text) ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void append(String value, int index, StringBuilder text) {
        char c = value.charAt(index);
        if (c >= ' ' && c <= '~') {
            text.append(c);
        } else if (c == '\n') {
            text.append("\\n");
        } else if (c == '\r') {
            text.append("\\r");
        } else if (isHidden(value, index)) {
            text.append("\\u%04x".formatted((int) c));
        } else {
            text.append(c);
        }
    }

    private static boolean isHidden(String value, int index) {
        char c = value.charAt(index);
        if (Character.isLowSurrogate(c) && index > 0 && Character.isHighSurrogate(value.charAt(index - 1))) {
            return isHidden(value.codePointAt(index - 1));
        }
        return isHidden(value.codePointAt(index));
    }

    private static boolean isHidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> true;
                    default -> false;
                };
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '=' || Character.isSpaceChar(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
