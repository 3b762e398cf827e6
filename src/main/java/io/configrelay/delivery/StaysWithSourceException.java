package io.configrelay.delivery;

/**
 * An exchange that ends neither delivered nor as a dead letter: its source keeps the notification and delivers it again.
 * The route configuration {@code dead-letter} lets these pass.
 */
public abstract sealed class StaysWithSourceException extends RuntimeException
        permits RelayStoppingException,
                StaysParkedException,
                NotParkedException,
                ChannelFullException,
                DeadLetters.NotWrittenException,
                DeliveredOnce.UnderWayException,
                DeliveredOnce.UnknownException {

    private static final long serialVersionUID = 1L;

    StaysWithSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
