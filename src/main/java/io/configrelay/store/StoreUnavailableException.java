package io.configrelay.store;

/** The store can't be read or written at the moment; the message says what it is and why, without a secret. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
