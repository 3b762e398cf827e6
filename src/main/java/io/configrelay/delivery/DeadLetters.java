package io.configrelay.delivery;

import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes down what could not be delivered. */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** The variable that carries the {@link DeadLetter} past its endpoint. */
    private static final String LETTER = "deadLetter";

    private final Clock clock;
    private final Ledger ledger;

    /** @param clock for the time in the record */
    public DeadLetters(Clock clock, Ledger ledger) {
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Turns a failed exchange into its dead letter: the body is the JSON, the file name stands in its header. */
    public void describe(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        DeadLetter letter = DeadLetter.of(exchange, failure, clock);
        exchange.setVariable(LETTER, letter);
        exchange.getMessage().setBody(letter.json());
        exchange.getMessage().setHeader(Exchange.FILE_NAME, letter.fileName());
        LOG.debug("{} failed", LogValue.quoted(letter.id()), failure);
    }

    /** After a dead letter was written: says so, with the reason. */
    public void written(Exchange exchange) {
        DeadLetter letter = exchange.getVariable(LETTER, DeadLetter.class);
        exchange.setVariable(DeadLetter.WRITTEN, letter);
        ledger.deadLettersWritable(Optional.empty());
        if (letter.channel() == null) {
            ledger.unreadable(letter.reason().word());
        }
        String channel = letter.channel() == null ? "no channel" : letter.channel();
        LogLine.of(Delivery.of(exchange))
                .said("channel", channel)
                .said("reason", letter.reason().word())
                .log(
                        LOG,
                        Level.WARN,
                        "%s: %s became a dead letter: %s: %s"
                                .formatted(
                                        channel,
                                        LogValue.quoted(letter.id()),
                                        letter.reason().word(),
                                        LogValue.visible(letter.reason().detail())));
    }

    /** After a dead letter that could not be written: the exchange fails, and its source keeps the notification. */
    public void notWritten(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.error(
                "A dead letter can't be written to relay.dead-letter; its source keeps the notification: {}",
                SourceLog.line(cause));
        ledger.deadLettersWritable(Optional.of(SourceLog.line(cause)));
        exchange.setException(new NotWrittenException(cause));
    }

    /** What an exchange fails with when its dead letter could not be written. */
    public static final class NotWrittenException extends StaysWithSourceException {
        private static final long serialVersionUID = 1L;

        private NotWrittenException(Throwable cause) {
            super(
                    "A dead letter can't be written to relay.dead-letter; the notification stays with its source.",
                    cause);
        }
    }
}
