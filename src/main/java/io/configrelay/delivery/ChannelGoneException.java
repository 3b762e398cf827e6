package io.configrelay.delivery;

/** An event was parked for a channel that has no file any more. */
final class ChannelGoneException extends Exception {

    private static final long serialVersionUID = 1L;

    ChannelGoneException(String channel) {
        super(
                ("The channel '%1$s' has no file any more. Give it one again and replay, or send its dead letters to another:"
                                + " bin/config-relay replay --channel %1$s --to NAME")
                        .formatted(channel));
    }
}
