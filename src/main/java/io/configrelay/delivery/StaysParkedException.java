package io.configrelay.delivery;

/** A parked event was not told this time; the store keeps it, and it comes again. */
final class StaysParkedException extends StaysWithSourceException {

    private static final long serialVersionUID = 1L;

    StaysParkedException(Throwable cause) {
        super("It could not be told this time; it stays in the store and comes again.", cause);
    }
}
