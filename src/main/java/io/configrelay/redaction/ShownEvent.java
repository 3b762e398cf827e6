package io.configrelay.redaction;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import io.configrelay.event.ConfigMessage.HistoryDelivery;
import io.configrelay.event.ConfigMessage.ItemChange;
import io.configrelay.event.ConfigMessage.OversizedItemChange;
import io.configrelay.event.ConfigMessage.OversizedItemDeliveryFailed;
import io.configrelay.event.ConfigMessage.RulesEvaluationStarted;
import io.configrelay.event.ConfigMessage.ScheduledNotification;
import io.configrelay.event.ConfigMessage.SnapshotDelivery;
import io.configrelay.event.ConfigMessage.Unknown;
import io.configrelay.event.Json;
import io.configrelay.event.PropertyChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An event without its secrets. */
final class ShownEvent implements ConfigMessage.Cases<ConfigMessage> {

    private static final List<String> PARTS = List.of("configuration", "supplementaryConfiguration");

    private final String type;

    private ShownEvent(String type) {
        this.type = type;
    }

    static ConfigEvent of(ConfigEvent event) {
        ShownEvent shown = new ShownEvent(event.resourceType());
        Map<String, Object> message = shown.message(event.message());
        Map<String, Object> tags = Json.object(Redaction.redacted(null, "tags", event.tags()));
        String id = Redaction.text(event.resourceId());
        String name = Redaction.text(event.resourceName());
        String arn = Redaction.text(event.arn());
        String rule = Redaction.text(event.ruleName());
        ConfigMessage content = event.content().match(shown);
        boolean same = message == event.message()
                && tags == event.tags()
                && content.equals(event.content())
                && Objects.equals(id, event.resourceId())
                && Objects.equals(name, event.resourceName())
                && Objects.equals(arn, event.arn())
                && Objects.equals(rule, event.ruleName());
        return same
                ? event
                : new ConfigEvent(
                        event.id(),
                        event.original(),
                        message,
                        event.messageType(),
                        event.changeType(),
                        event.resourceType(),
                        id,
                        name,
                        arn,
                        event.accountId(),
                        event.region(),
                        event.captureTime(),
                        event.status(),
                        tags,
                        event.compliance(),
                        rule,
                        content);
    }

    /** The message, each property of its item and its diff by where it stands in the resource. */
    private Map<String, Object> message(Map<String, Object> message) {
        Map<String, Object> copy = new LinkedHashMap<>(message);
        copy.replaceAll((key, value) -> switch (key) {
            case "configurationItem" -> item(value);
            case "configurationItemDiff" -> diff(value);
            default -> Redaction.redacted(null, key, value);
        });
        return isSame(message, copy) ? message : copy;
    }

    private Object item(Object value) {
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>(list);
            items.replaceAll(this::item);
            return items;
        }
        if (!(value instanceof Map<?, ?>)) {
            return Redaction.redacted(type, "configuration", value);
        }
        Map<String, Object> item = Json.object(value);
        Map<String, Object> copy = new LinkedHashMap<>(item);
        copy.replaceAll((key, part) -> Redaction.redacted(PARTS.contains(key) ? type : null, key, part));
        return isSame(item, copy) ? item : copy;
    }

    private Object diff(Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return Redaction.redacted(type, "configuration", value);
        }
        Map<String, Object> diff = Json.object(value);
        Map<String, Object> copy = new LinkedHashMap<>(diff);
        copy.replaceAll((key, part) -> key.equals("changedProperties") && part instanceof Map<?, ?>
                ? changes(Json.object(part))
                : Redaction.redacted(type, key, part));
        return isSame(diff, copy) ? diff : copy;
    }

    private Map<String, Object> changes(Map<String, Object> changes) {
        Map<String, Object> copy = new LinkedHashMap<>(changes);
        copy.replaceAll((path, change) -> {
            if (!(change instanceof Map<?, ?>)) {
                return Redaction.redacted(type, path, change);
            }
            Map<String, Object> sides = new LinkedHashMap<>(Json.object(change));
            sides.replaceAll(
                    (side, value) -> side.equals("changeType") ? value : Redaction.redacted(type, path, value));
            return isSame(Json.object(change), sides) ? change : sides;
        });
        return isSame(changes, copy) ? changes : copy;
    }

    private static boolean isSame(Map<String, Object> before, Map<String, Object> after) {
        for (Map.Entry<String, Object> entry : after.entrySet()) {
            if (entry.getValue() != before.get(entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    private List<PropertyChange> changes(List<PropertyChange> changes) {
        return changes.stream()
                .map(change -> new PropertyChange(
                        change.path(),
                        change.changeType(),
                        Redaction.redacted(type, change.path(), change.before()),
                        Redaction.redacted(type, change.path(), change.after())))
                .toList();
    }

    @Override
    public ConfigMessage itemChange(ItemChange message) {
        return new ItemChange(changes(message.changes()));
    }

    @Override
    public ConfigMessage oversizedItemChange(OversizedItemChange message) {
        return message;
    }

    @Override
    public ConfigMessage oversizedItemDeliveryFailed(OversizedItemDeliveryFailed message) {
        return new OversizedItemDeliveryFailed(
                Redaction.text(message.errorCode()), Redaction.text(message.errorMessage()));
    }

    @Override
    public ConfigMessage complianceChange(ComplianceChange message) {
        return new ComplianceChange(
                message.before(),
                message.after(),
                Redaction.text(message.annotation()),
                message.results(),
                message.target(),
                changes(message.changes()));
    }

    @Override
    public ConfigMessage rulesEvaluationStarted(RulesEvaluationStarted message) {
        return message;
    }

    @Override
    public ConfigMessage snapshotDelivery(SnapshotDelivery message) {
        return new SnapshotDelivery(
                message.phase(), message.snapshotId(), message.object(), Redaction.text(message.error()));
    }

    @Override
    public ConfigMessage historyDelivery(HistoryDelivery message) {
        return new HistoryDelivery(message.phase(), message.object(), Redaction.text(message.error()));
    }

    @Override
    public ConfigMessage scheduledNotification(ScheduledNotification message) {
        return message;
    }

    @Override
    public ConfigMessage unknown(Unknown message) {
        return new Unknown(changes(message.changes()));
    }
}
