package io.configrelay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import io.configrelay.event.Notification;
import io.configrelay.event.Opened;
import io.configrelay.slack.Headline;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
public record DeadLetter(
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

    /** Reads {@link #json} back; nothing where the text is anything else. */
    public static Optional<DeadLetter> parse(String text) {
        try {
            Map<String, Object> json = Json.object(Json.read(text));
            Reason reason = new Reason(
                    (String) json.get("reason"), (Integer) json.get("httpStatus"), (String) json.get("detail"));
            DeadLetter letter = new DeadLetter(
                    (String) json.get("id"),
                    (String) json.get("channel"),
                    reason,
                    Instant.parse((String) json.get("receivedAt")),
                    Instant.parse((String) json.get("deadLetteredAt")),
                    (String) json.get("notification"));
            boolean whole = letter.id() != null && letter.notification() != null && reason.word() != null;
            return whole ? Optional.of(letter) : Optional.empty();
        } catch (JsonProcessingException | ClassCastException | NullPointerException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The same for another channel. */
    public DeadLetter to(String other) {
        return new DeadLetter(id, other, reason, receivedAt, writtenAt, notification);
    }

    /** One line for people: when, which channel, why, and what it was about. */
    public String line() {
        String about = Envelope.open(id, notification).get(0) instanceof Notification read
                ? Headline.of(Change.of(ConfigEvent.of(read))).text()
                : "unreadable";
        return "%s  %s  %s  %s  (%s)"
                .formatted(
                        writtenAt.truncatedTo(ChronoUnit.SECONDS),
                        channel == null ? "no channel" : channel,
                        reason.word(),
                        about,
                        id);
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
