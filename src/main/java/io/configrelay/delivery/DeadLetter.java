package io.configrelay.delivery;

import io.configrelay.event.ConfigEvent;
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

    /** The variable that carries what {@link Decoder#decode} was given. */
    static final String OPENED = "opened";

    /** The variable that carries the channel's name. */
    static final String CHANNEL = "channel";

    /** The variable that carries the {@link Instant} at which the source delivered it. */
    static final String RECEIVED_AT = "receivedAt";

    static DeadLetter of(Exchange exchange, Throwable failure, Clock clock) {
        ConfigEvent event = exchange.getVariable(SlackChannel.EVENT, ConfigEvent.class);
        Opened opened = exchange.getVariable(OPENED, Opened.class);
        String id = opened == null ? exchange.getExchangeId() : opened.id();
        String original = opened == null ? exchange.getMessage().getBody(String.class) : opened.original();
        return new DeadLetter(
                event == null ? id : event.id(),
                exchange.getVariable(CHANNEL, String.class),
                Reason.of(failure),
                exchange.getVariable(RECEIVED_AT, Instant.class),
                clock.instant(),
                event == null ? original : event.original());
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
