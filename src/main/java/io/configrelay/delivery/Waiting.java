package io.configrelay.delivery;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * An exchange that waits for a post to tell of it.
 *
 * @param callback ends its wait
 * @param until when it runs out of patience, in nanoseconds of its digest
 * @param rides whether it may go with another's post before that
 */
record Waiting(Exchange exchange, AsyncCallback callback, long until, boolean rides) {

    /** Ends its wait; with a failure, unless that is null. */
    void done(Throwable failure) {
        if (failure != null) {
            exchange.setException(failure);
        }
        callback.done(false);
    }
}
