package io.configrelay.delivery;

import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The end of an event that a channel wanted.
 *
 * @param delivery what it was
 * @param outcome what became of it
 * @param reason one word why, where it was not delivered
 * @param receipt Slack's, where it was
 */
record Settlement(Delivery delivery, Outcome outcome, Optional<String> reason, Optional<SlackReceipt> receipt) {

    /** What can become of an event. */
    enum Outcome {
        /** Slack has the message that tells of it. */
        DELIVERED,
        /** Slack had it before. */
        DUPLICATE,
        /** The channel leaves housekeeping out. */
        DROPPED,
        /** It could not be delivered, and is kept with the reason. */
        DEAD_LETTER,
        /** The store has it until the channel can be told. */
        PARKED,
        /** Its source keeps it and brings it again. */
        RETURNED;

        /** As logs have it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How an exchange that has come to its end went. */
    static Settlement of(Exchange exchange) {
        Delivery delivery = Delivery.of(exchange);
        DeadLetter letter = exchange.getVariable(DeadLetter.WRITTEN, DeadLetter.class);
        if (letter != null) {
            return of(delivery, Outcome.DEAD_LETTER, letter.reason().word());
        }
        boolean failed = exchange.getException() != null;
        boolean stays = failed && exchange.getVariable(Delivery.UNPARKED, false, Boolean.class);
        if (stays || exchange.getVariable(Delivery.PARKED, false, Boolean.class)) {
            return of(delivery, Outcome.PARKED, null);
        }
        if (failed) {
            return of(
                    delivery,
                    Outcome.RETURNED,
                    exchange.getException().getClass().getSimpleName());
        }
        if (exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, false, Boolean.class)) {
            return of(delivery, Outcome.DUPLICATE, null);
        }
        if (exchange.getVariable(Delivery.DROPPED, false, Boolean.class)) {
            return of(delivery, Outcome.DROPPED, null);
        }
        SlackReceipt receipt = exchange.getVariable(Delivery.RECEIPT, SlackReceipt.class);
        return new Settlement(delivery, Outcome.DELIVERED, Optional.empty(), Optional.ofNullable(receipt));
    }

    private static Settlement of(Delivery delivery, Outcome outcome, String reason) {
        return new Settlement(delivery, outcome, Optional.ofNullable(reason), Optional.empty());
    }
}
