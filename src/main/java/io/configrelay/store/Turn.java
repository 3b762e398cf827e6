package io.configrelay.store;

import java.util.stream.Stream;

/** In which turn what is parked is told, the last first. */
public enum Turn {
    /** It rides in the next message, or has one of its own after a while. */
    FOLDED(0),
    /** In the order in which it came. */
    USUAL(1),
    /** Ahead of the others. */
    GRAVE(2);

    private final int number;

    Turn(int number) {
        this.number = number;
    }

    /** As the tables have it. */
    int number() {
        return number;
    }

    static Turn of(int number) {
        return Stream.of(values())
                .filter(turn -> turn.number == number)
                .findFirst()
                .orElseThrow();
    }
}
