package io.configrelay.describe;

import java.util.List;

/** Says what an edit of one kind of resource means. */
interface Describer {

    /** Lines such as {@code Route 10.0.1.0/24 → igw-0a1b added}; none where it knows nothing better than the property. */
    List<Phrase> lines(Edit edit);

    /** The lines of the first that knows some. */
    static Describer firstOf(List<Describer> describers) {
        return edit -> {
            for (Describer describer : describers) {
                List<Phrase> lines = describer.lines(edit);
                if (!lines.isEmpty()) {
                    return lines;
                }
            }
            return List.of();
        };
    }
}
