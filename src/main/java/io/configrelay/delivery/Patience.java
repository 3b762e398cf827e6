package io.configrelay.delivery;

import java.time.Duration;
import org.apache.camel.Exchange;

/** How an exchange waits for a post that tells of it. */
interface Patience {

    Wait of(Exchange exchange);

    /**
     * A wait.
     *
     * @param time before a post is made for it
     * @param rides whether it may go with another's post before that
     */
    record Wait(Duration time, boolean rides) {

        /** For the next post. */
        static final Wait NONE = new Wait(Duration.ZERO, true);
    }
}
