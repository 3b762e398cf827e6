package io.configrelay.sns;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests, and tells of them: each in a metric, and those refused in a log that nobody can flood. */
public final class SnsReplies {

    private static final Logger LOG = LoggerFactory.getLogger(SnsReplies.class);

    private static final String VARIABLE = "snsReply";
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    /** When a kind of refusal was last told, and how many were not since. */
    private record Told(Instant at, long untold) {}

    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<SnsReply, Told> told = new EnumMap<>(SnsReply.class);

    SnsReplies(MeterRegistry metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the route will answer. */
    static void set(Exchange exchange, SnsReply reply) {
        exchange.setVariable(VARIABLE, reply);
    }

    /** Answers what the route has come to. */
    public void done(Exchange exchange) {
        SnsReply reply = exchange.getVariable(VARIABLE, SnsReply.class);
        count(reply);
        write(exchange, reply);
    }

    /** Answers what went wrong. */
    public void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure instanceof SnsRefusedException refused) {
            refused(refused.reply(), refused.getMessage());
            write(exchange, refused.reply());
        } else {
            LOG.debug("SNS: a request failed", failure);
            refused(SnsReply.NOT_DELIVERED, "a request failed, which should not happen: " + failure);
            write(exchange, SnsReply.NOT_DELIVERED);
        }
    }

    /**
     * Tells of a refused request.
     *
     * @param detail for the log; holds nothing of the request that isn't checked
     */
    void refused(SnsReply reply, String detail) {
        count(reply);
        Instant now = clock.instant();
        long untold;
        synchronized (told) {
            Told last = told.getOrDefault(reply, new Told(Instant.EPOCH, 0));
            if (now.isBefore(last.at().plus(BETWEEN_LINES))) {
                told.put(reply, new Told(last.at(), last.untold() + 1));
                return;
            }
            untold = last.untold();
            told.put(reply, new Told(now, 0));
        }
        LOG.warn(
                "SNS: answered {} {}: {}{}",
                reply.status(),
                reply.word(),
                detail,
                untold == 0 ? "" : " (and %d more since the last such line)".formatted(untold));
    }

    private void count(SnsReply reply) {
        metrics.counter("relay.sns.requests", "outcome", reply.word()).increment();
    }

    private static void write(Exchange exchange, SnsReply reply) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (reply == SnsReply.RAW_NOT_AUTHORIZED) {
            answer.setHeader("WWW-Authenticate", "Basic realm=\"config-relay\"");
        }
        // As bytes, of which the server knows how many they are.
        answer.setBody(reply.body().getBytes(StandardCharsets.UTF_8));
    }
}
