package io.configrelay.delivery;

/** An event was parked for a channel that has no file any more. */
final class ChannelGoneException extends Exception {

    private static final long serialVersionUID = 1L;

    ChannelGoneException(String channel) {
        super(("The channel '%s' has no file any more. Give it one again, or send its dead letters to another:"
                        + " bin/config-relay replay --help")
                .formatted(channel));
    }
}
