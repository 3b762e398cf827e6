package io.configrelay.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The first lines of a description, and a count of the edits besides. */
final class Lines {

    /** More lines than these are counted, not worked out. */
    private static final int MOST = 10;

    private final List<Phrase> lines = new ArrayList<>();
    private int more;

    /** Those of one edit. */
    void add(Supplier<List<Phrase>> ofEdit) {
        if (lines.size() >= MOST) {
            more++;
        } else {
            lines.addAll(ofEdit.get());
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** With these, too. */
    Lines with(List<Phrase> others, boolean inFront) {
        lines.addAll(inFront ? 0 : lines.size(), others);
        return this;
    }

    Description description() {
        int cut = Math.max(0, lines.size() - MOST);
        return new Description(List.copyOf(lines.subList(0, lines.size() - cut)), more + cut);
    }
}
