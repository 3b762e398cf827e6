package io.configrelay.delivery;

/** A channel has as much in hand as it may, and there is no store in which more could wait. */
public final class ChannelFullException extends StaysWithSourceException {

    private static final long serialVersionUID = 1L;

    ChannelFullException(String channel) {
        super(
                "The channel '%s' has as much in hand as it may, and there is no store (relay.store) for more; it stays with its source and comes again later."
                        .formatted(channel),
                null);
    }
}
