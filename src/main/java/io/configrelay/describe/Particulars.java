package io.configrelay.describe;

import java.util.Optional;

/** What is told of a resource that came or went: the properties of its type that say what it is like. */
final class Particulars {

    private final String type;

    Particulars(String type) {
        this.type = type;
    }

    /** Whether an edit is one. */
    boolean contain(Edit edit) {
        return Wording.exact(type, edit.property())
                .filter(Wording::isParticular)
                .isPresent();
    }

    /** {@code Instance type t3.small}; none for everything else. */
    Optional<Phrase> of(Edit edit) {
        String property = edit.property();
        Object value = edit.openedValue();
        return Wording.exact(type, property)
                .filter(Wording::isParticular)
                .filter(row -> !Values.isEmpty(value) && !Boolean.FALSE.equals(value))
                .flatMap(row -> words(row, value));
    }

    private static Optional<Phrase> words(Wording row, Object value) {
        if (Boolean.TRUE.equals(value)) {
            return Optional.of(row.term());
        }
        String words = Names.shortened(Values.words(value));
        return words.isEmpty() ? Optional.empty() : Optional.of(Phrase.of("particular", row.term(), words));
    }
}
