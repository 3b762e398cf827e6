package io.configrelay.slack;

/**
 * Text as Slack reads it.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting text</a>
 */
final class Mrkdwn {

    private static final String ELLIPSIS = "…";

    private Mrkdwn() {}

    /**
     * Makes text that stands for itself: no mention ({@code <!channel>}, {@code <@U…>}), no link and no entity in it can
     * take effect. Slack asks for exactly these three.
     */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * A value from AWS in a code span: literal, on one line, and unable to leave the span. mrkdwn has no escape for a
     * backtick, so a look-alike takes its place.
     *
     * @param max how many code points of the value are shown
     */
    static String code(String value, int max) {
        return "`" + escape(cut(visible(value).replace('`', 'ˋ'), max)) + "`";
    }

    /**
     * One line of visible text: line breaks become spaces, and control, zero-width and direction-changing characters,
     * with which one text can be made to look like another, become {@code ·}.
     */
    static String visible(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) {
                line.append(' ');
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append('·');
            } else if (Character.getType(c) == Character.SURROGATE) {
                line.append('\uFFFD');
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** Whether all of it is visible ASCII, as most values are. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** The text, or as much of it as {@code max} code points hold with an ellipsis as the last. */
    static String cut(String text, int max) {
        if (length(text) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + ELLIPSIS;
    }

    /** The text, or its beginning and end around an ellipsis: what differs in two ids is often their end. */
    static String cutMiddle(String text, int max) {
        int length = length(text);
        if (length <= max) {
            return text;
        }
        int head = max / 2;
        int tail = max - 1 - head;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + ELLIPSIS
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    /** Code points, which is how Slack counts. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
