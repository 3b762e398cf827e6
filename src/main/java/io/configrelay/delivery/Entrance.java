package io.configrelay.delivery;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.jsonpath.JsonPathExpression;

/**
 * Where a channel takes events.
 *
 * @param channel its name, in metrics
 * @param endpoint of its route
 * @param match its route's own filter; none for a route that isn't made by the template
 */
record Entrance(String channel, Endpoint endpoint, Optional<Predicate> match) {

    /** The filter as the route has it, compiled. */
    static Predicate match(String jsonPath, CamelContext context) {
        JsonPathExpression filter = new JsonPathExpression(jsonPath);
        filter.setSuppressExceptions(true);
        filter.setPredicate(true);
        filter.init(context);
        return filter;
    }

    /**
     * Whether the route's filter would hold the event back, so that the route need not be entered: that costs a hundred
     * times what the filter does. A filter that fails doesn't say so; it fails in its own route, for its own channel.
     */
    boolean isClosedTo(Exchange exchange) {
        try {
            return match.isPresent() && !match.get().matches(exchange);
        } catch (RuntimeException e) {
            return false;
        }
    }
}
