package io.configrelay.delivery;

import io.configrelay.event.Json;
import io.configrelay.event.Opened;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What is kept of a notification that could not be delivered to a channel, or not be read at all.
 *
 * @param id the notification's, see {@link Opened#id()}
 * @param channel that didn't get it; null when none could, because it can't be read
 * @param reason why
 * @param receivedAt when the relay took it from its source
 * @param writtenAt when it was given up
 * @param notification what arrived, verbatim
 */
record DeadLetter(
        String id, String channel, Reason reason, Instant receivedAt, Instant writtenAt, String notification) {

    /** The variable that holds the dead letter after it was written. */
    static final String WRITTEN = "deadLetterWritten";

    static DeadLetter of(Exchange exchange, Throwable failure, Clock clock) {
        Delivery delivery = Delivery.of(exchange);
        Opened opened = delivery.opened();
        return new DeadLetter(
                opened == null ? exchange.getExchangeId() : opened.id(),
                delivery.channel(),
                Reason.of(failure),
                delivery.receivedAt(),
                clock.instant(),
                opened == null ? exchange.getMessage().getBody(String.class) : opened.original());
    }

    /**
     * The record as JSON: {@code version} (1), {@code id}, {@code channel}, {@code reason}, {@code httpStatus}, {@code
     * detail}, {@code receivedAt}, {@code deadLetteredAt} (ISO 8601, UTC) and {@code notification}.
     */
    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", 1);
        json.put("id", id);
        json.put("channel", channel);
        json.put("reason", reason.word());
        json.put("httpStatus", reason.httpStatus());
        json.put("detail", reason.detail());
        json.put("receivedAt", String.valueOf(receivedAt));
        json.put("deadLetteredAt", writtenAt.toString());
        json.put("notification", notification);
        return Json.writePretty(json);
    }

    /**
     * The same name for the same notification and channel, so that a second failure replaces the first one's file.
     *
     * @return safe on every file system: letters, digits, {@code . _ -}, at most 200 of them
     */
    String fileName() {
        String name = (channel == null ? "unreadable" : channel) + "-" + id;
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.substring(0, Math.min(190, safe.length())) + ".json";
    }
}
