package io.configrelay.describe;

import java.util.List;

/** Says what an edit of one kind of resource means. */
interface Describer {

    /** Lines such as {@code Route 10.0.1.0/24 → igw-0a1b added}; none where it knows nothing better than the property. */
    List<Phrase> lines(Edit edit);
}
