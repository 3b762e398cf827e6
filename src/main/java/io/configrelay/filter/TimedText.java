package io.configrelay.filter;

/**
 * A text that a regular expression is held against, whose every character counts as a step.
 *
 * @param time null where nobody counts
 */
record TimedText(CharSequence text, FilterTime time) implements CharSequence {

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (time != null) {
            time.step();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new TimedText(text.subSequence(start, end), time);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
