package io.configrelay.delivery;

import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * Where a channel takes events.
 *
 * @param channel its name, in metrics
 * @param endpoint of its route
 * @param match its route's own filter; none where only the route can tell
 */
record Entrance(String channel, Endpoint endpoint, Optional<Match> match) {

    /**
     * Whether the route's filter would hold the event back, so that the route need not be entered: that costs a hundred
     * times what the filter does. A filter that fails doesn't say so; it fails in its own route, for its own channel.
     *
     * @param view the event's JSON view
     */
    boolean isClosedTo(Object view) {
        try {
            return match.isPresent() && !match.get().matches(view);
        } catch (RuntimeException e) {
            return false;
        }
    }
}
