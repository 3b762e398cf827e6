package io.configrelay.delivery;

import io.configrelay.store.Turn;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Takes the events that come for a channel. */
interface Intake {

    /** Tells of an event, now or later, or leaves it with its source; as an {@link org.apache.camel.AsyncProcessor}. */
    boolean process(Exchange exchange, Turn turn, AsyncCallback callback);
}
