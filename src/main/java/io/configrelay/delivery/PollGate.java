package io.configrelay.delivery;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a source is polled: not while as many of its notifications are in flight as the relay may hold, and not by more than
 * one while there are none. What waits, waits in the queue. A poll that has begun may still bring its ten, so the bound is
 * exceeded by at most ten notifications a consumer.
 */
public final class PollGate extends DefaultPollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PollGate.class);

    private final InHand inHand;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<Endpoint, QuietQueue> queues = new ConcurrentHashMap<>();

    /**
     * @param inHand how much may be in flight
     * @param ledger counts how polls end
     * @param clock tells when a poll has been silent for too long
     */
    public PollGate(InHand inHand, Ledger ledger, Clock clock) {
        this.inHand = inHand;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        queue(endpoint).ended(polledMessages);
        ledger.polled();
    }

    /** One line for each failed poll; the routes wait a while before the next. */
    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        queue(endpoint).ended(0);
        String line = SourceLog.line(cause);
        ledger.notPolled(line);
        LOG.warn("The queue can't be read; trying again in a few seconds: {}", line);
        return false;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String route = ((DefaultConsumer) consumer).getRoute().getRouteId();
        if (ledger.isStoreAway()
                || inHand.isFull(
                        endpoint.getCamelContext().getInflightRepository().size(route))) {
            ledger.heldBack();
            return false;
        }
        return queue(endpoint).begin();
    }

    private QuietQueue queue(Endpoint endpoint) {
        return queues.computeIfAbsent(endpoint, first -> new QuietQueue(clock));
    }
}
