package io.configrelay.delivery;

/** An event can't be told now, nor written down. */
final class NotParkedException extends StaysWithSourceException {

    private static final long serialVersionUID = 1L;

    NotParkedException(Throwable cause) {
        super("It can't be told now, and the store (relay.store) can't take it; it stays with its source.", cause);
    }
}
