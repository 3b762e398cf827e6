package io.configrelay.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a source says of exchanges that stay with it: one line each instead of a stack trace each. */
public final class SourceLog implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLog.class);

    @Override
    public void handleException(Throwable exception) {
        log("", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        log(LogValue.visible(String.valueOf(message)) + " ", exception);
    }

    /** That a channel is full, it says itself, once. */
    private static void log(String message, Throwable exception) {
        boolean said = Reason.cause(ChannelFullException.class, exception).isPresent();
        LOG.atLevel(said ? Level.DEBUG : Level.WARN).log("{}{}", message, line(exception));
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        handleException(message, exception);
    }

    /** The exception's kind and the first line of its message. */
    static String line(Throwable exception) {
        String message =
                String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
        return exception.getClass().getSimpleName() + ": " + LogValue.visible(message);
    }
}
