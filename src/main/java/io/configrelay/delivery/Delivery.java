package io.configrelay.delivery;

import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Opened;
import io.configrelay.filter.FilterFailedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What an exchange carries along the routes in Camel variables, besides its body, which belongs to the filters.
 *
 * @param channel the channel's name; null before the event is offered to one
 * @param opened what came out of the envelope; null before it was opened
 * @param change null before it was decoded
 * @param receivedAt when the source delivered it
 * @param sqsMessageId the SQS message that it came in; null where it came otherwise
 */
record Delivery(String channel, Opened opened, Change change, Instant receivedAt, String sqsMessageId) {

    /** Set by the route template. */
    static final String CHANNEL = "channel";

    static final String OPENED = "opened";
    static final String CHANGE = "change";
    static final String RECEIVED_AT = "receivedAt";
    static final String SQS_MESSAGE_ID = "sqsMessageId";

    /** The {@link SlackReceipt} of the message that told of it. */
    static final String RECEIPT = "receipt";

    /** An {@code AtomicBoolean}, the same for all channels: whether one of them wants the event. */
    static final String CLAIMED = "claimed";

    /** A map, the same for all channels: the failures of their filters on the event, by channel. */
    static final String FILTER_FAILURES = "filterFailures";

    /** Set where the store has it, and the channel is told later. */
    static final String PARKED = "parked";

    /** Set on what comes from the store. */
    static final String UNPARKED = "unparked";

    /** A {@code Runnable} that hears when what comes from the store has come to its channel. */
    static final String ARRIVED = "arrived";

    /** An {@code Instant}: when Slack first didn't take it. */
    static final String FAILING_SINCE = "failingSince";

    /** Set where it is written down that it was told. */
    static final String WRITTEN = "written";

    /** Set where the channel leaves the event out. */
    static final String DROPPED = "dropped";

    static Delivery of(Exchange exchange) {
        return new Delivery(
                exchange.getVariable(CHANNEL, String.class),
                exchange.getVariable(OPENED, Opened.class),
                exchange.getVariable(CHANGE, Change.class),
                exchange.getVariable(RECEIVED_AT, Instant.class),
                exchange.getVariable(SQS_MESSAGE_ID, String.class));
    }

    /** See {@link #FILTER_FAILURES}; of its own for what was not decoded on its way to a channel, as a replay. */
    @SuppressWarnings("unchecked") // As the decoder puts it there.
    static Map<String, FilterFailedException> filterFailures(Exchange exchange) {
        Map<String, FilterFailedException> failures = exchange.getVariable(FILTER_FAILURES, Map.class);
        return failures == null ? new HashMap<>() : failures;
    }

    /** The event that was decoded. */
    ConfigEvent event() {
        return change.event();
    }
}
