package io.configrelay.delivery;

/** The relay stops before this exchange is done. */
public final class RelayStoppingException extends StaysWithSourceException {

    private static final long serialVersionUID = 1L;

    RelayStoppingException() {
        super("The relay is stopping; the notification stays with its source and comes again.", null);
    }
}
