package io.configrelay.delivery;

import io.configrelay.event.ConfigEvent;
import io.configrelay.redaction.Redaction;
import io.configrelay.slack.Headline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line about an event, which says what it was and by which ids its source knows it. In {@code relay.log.format = json}
 * each of these is a field of the same name; in text they stand behind the message as {@code name=value}.
 */
final class LogLine {

    private final Map<String, String> hidden = new LinkedHashMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();

    private LogLine() {}

    /** A line that tells of what the exchange carries, as far as that is known. */
    static LogLine of(Delivery delivery) {
        LogLine line = new LogLine();
        line.with(
                        "notification",
                        delivery.opened() == null ? null : delivery.opened().id())
                .with("sqsMessageId", delivery.sqsMessageId());
        return delivery.change() == null ? line : line.with(delivery.event());
    }

    /** A line that tells of this event. */
    static LogLine of(ConfigEvent event) {
        return new LogLine().with("notification", event.id()).with(event);
    }

    private LogLine with(ConfigEvent event) {
        return with("kind", Headline.kindOf(event))
                .with("resourceType", event.resourceType())
                .with("resourceId", Redaction.text(event.resourceId()))
                .with("resourceName", Redaction.text(event.resourceName()))
                .with("account", event.accountId())
                .with("region", event.region());
    }

    /** A field; none where the value is null. */
    LogLine with(String name, String value) {
        if (value != null) {
            shown.put(name, value);
        }
        return this;
    }

    /** A field that the message itself says, so that text has it once. */
    LogLine said(String name, String value) {
        hidden.put(name, value);
        return this;
    }

    /** Writes the line: the message, then the fields. */
    void log(Logger log, Level level, String message) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = log.atLevel(level);
        StringBuilder text = new StringBuilder(message);
        for (Map.Entry<String, String> field : hidden.entrySet()) {
            line = line.addKeyValue(field.getKey(), LogValue.visible(field.getValue()));
        }
        for (Map.Entry<String, String> field : shown.entrySet()) {
            line = line.addKeyValue(field.getKey(), LogValue.visible(field.getValue()));
            text.append(' ').append(field.getKey()).append('=').append(LogValue.quoted(field.getValue()));
        }
        line.log("{}", text);
    }
}
