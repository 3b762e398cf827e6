package io.configrelay.store;

import java.time.Instant;

/**
 * What of a channel's parked events may be told at a moment.
 *
 * @param least the first turn that may
 * @param most the last turn that may
 * @param before when the usual ones among them must have been received
 */
public record Due(Turn least, Turn most, Instant before) {

    /** No event is received later. */
    private static final Instant ANY = Instant.ofEpochSecond(253_402_300_799L);

    /** What rides with others. */
    public static final Due FOLDED = new Due(Turn.FOLDED, Turn.FOLDED, ANY);

    /** Whatever there is. */
    public static final Due EVERYTHING = new Due(Turn.FOLDED, Turn.GRAVE, ANY);

    /** The same in milliseconds since 1970. */
    long beforeMillis() {
        return before.isBefore(Instant.EPOCH) ? 0 : before.toEpochMilli();
    }

    /** What is grave, and what came before then. */
    public static Due before(Instant moment) {
        return new Due(Turn.USUAL, Turn.GRAVE, moment);
    }
}
