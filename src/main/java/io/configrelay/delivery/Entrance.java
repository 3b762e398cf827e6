package io.configrelay.delivery;

import io.configrelay.filter.FilterFailedException;
import io.configrelay.filter.Match;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * Where a channel takes events.
 *
 * @param channel its name, in metrics
 * @param endpoint of its route
 * @param match its route's own filter; none where the route has another
 */
record Entrance(String channel, Endpoint endpoint, Optional<Match> match) {

    /**
     * Whether the route's filter would hold the event back, so that the route need not be entered: that costs a hundred
     * times what the filter does. A filter that fails opens the route, which then ends there for its channel alone.
     *
     * @param view the event's JSON view
     * @param failures takes the failure under the channel's name
     */
    boolean isClosedTo(Object view, Map<String, FilterFailedException> failures) {
        try {
            return match.isPresent() && !match.get().matches(view);
        } catch (FilterFailedException e) {
            failures.put(channel, e);
            return false;
        }
    }
}
