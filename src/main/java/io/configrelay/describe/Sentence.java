package io.configrelay.describe;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A pattern of {@link MessageFormat}, taken apart once: a message has dozens of sentences, and most only have texts filled
 * in. What depends on a number is left to {@code MessageFormat}.
 */
final class Sentence {

    /** Stands for part 0 while the pattern is taken apart, the next character for part 1 and so on. */
    private static final char FIRST = '\uE000';

    private final MessageFormat format;

    /** Text, number of a part, text, number of a part, …, text; null where only {@code MessageFormat} will do. */
    private final List<Object> pieces;

    private final int parts;

    Sentence(String pattern, Locale locale) {
        format = new MessageFormat(pattern, locale);
        parts = format.getFormatsByArgumentIndex().length;
        boolean plain = Arrays.stream(format.getFormats()).allMatch(part -> part == null);
        pieces = plain ? pieces(format, parts) : null;
    }

    private static List<Object> pieces(MessageFormat format, int parts) {
        Object[] marks = new Object[parts];
        Arrays.setAll(marks, i -> String.valueOf((char) (FIRST + i)));
        List<Object> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (char c : format.format(marks).toCharArray()) {
            if (c >= FIRST && c < FIRST + parts) {
                pieces.add(text.toString());
                pieces.add(c - FIRST);
                text.setLength(0);
            } else {
                text.append(c);
            }
        }
        pieces.add(text.toString());
        return pieces;
    }

    /** The sentence with these parts filled in. */
    String with(Object... filled) {
        if (pieces == null || filled.length < parts || !Arrays.stream(filled).allMatch(String.class::isInstance)) {
            // A format may be used by one thread at a time.
            return ((MessageFormat) format.clone()).format(filled);
        }
        StringBuilder sentence = new StringBuilder();
        for (Object piece : pieces) {
            sentence.append(piece instanceof Integer part ? filled[part] : piece);
        }
        return sentence.toString();
    }
}
