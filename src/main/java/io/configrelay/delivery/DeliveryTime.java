package io.configrelay.delivery;

import java.time.Instant;

/**
 * When a channel is told of an event.
 *
 * @param reason for this time
 */
public record DeliveryTime(Instant at, Reason reason) {

    /** Why an event is told at its time. */
    public enum Reason {
        /** Nothing holds it back. */
        AT_ONCE("at once"),
        /** Its quiet time is over. */
        QUIET_TIME("quiet time"),
        /** It is time for the digest. */
        DIGEST("digest"),
        /** It is told with the next message, and at this time if none came before. */
        FOLD_FOR("fold-for");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** In the words of the parameters. */
        public String word() {
            return word;
        }
    }
}
