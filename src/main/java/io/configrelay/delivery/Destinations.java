package io.configrelay.delivery;

import java.util.Optional;

/** Reads anew where a channel's messages go, because secrets are replaced while the relay runs. */
public interface Destinations {

    /**
     * What the channel's file says now, its secrets read anew from where they are.
     *
     * @return empty when they can't be read, which the log says
     */
    Optional<ChannelSettings> anew(String channel);
}
