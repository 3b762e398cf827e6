package io.configrelay.event;

import io.configrelay.event.ConfigMessage.ComplianceChange;
import io.configrelay.event.ConfigMessage.HistoryDelivery;
import io.configrelay.event.ConfigMessage.ItemChange;
import io.configrelay.event.ConfigMessage.OversizedItemChange;
import io.configrelay.event.ConfigMessage.OversizedItemDeliveryFailed;
import io.configrelay.event.ConfigMessage.Phase;
import io.configrelay.event.ConfigMessage.RulesEvaluationStarted;
import io.configrelay.event.ConfigMessage.ScheduledNotification;
import io.configrelay.event.ConfigMessage.SnapshotDelivery;
import io.configrelay.event.ConfigMessage.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what is particular to a kind of message, by its {@code messageType}. */
final class ConfigMessageReader {

    private ConfigMessageReader() {}

    /**
     * Never fails: what isn't as AWS describes it reads as absent.
     *
     * @param item the object that names the resource
     * @param ruleName the rule of a notification of a rule's result
     */
    static ConfigMessage read(
            String messageType, Map<String, Object> message, Map<String, Object> item, String ruleName) {
        Map<String, Object> s3 = Json.object(message.get("s3DeliverySummary"));
        return switch (messageType) {
            case "ConfigurationItemChangeNotification" -> itemChange(item, changes(message));
            case "OversizedConfigurationItemChangeNotification" ->
                new OversizedItemChange(S3Object.ofLocation(Json.text(s3, "s3BucketLocation")));
            case "OversizedConfigurationItemChangeDeliveryFailed" ->
                new OversizedItemDeliveryFailed(Json.text(s3, "errorCode"), Json.text(s3, "errorMessage"));
            case "ComplianceChangeNotification" ->
                new ComplianceChange(
                        ruleName,
                        Json.text(Json.object(message.get("oldEvaluationResult")), "complianceType"),
                        Json.text(Json.object(message.get("newEvaluationResult")), "complianceType"),
                        annotation(message));
            case "ConfigRulesEvaluationStarted" -> new RulesEvaluationStarted(rules(message));
            case "ConfigurationSnapshotDeliveryStarted" -> snapshot(Phase.STARTED, message);
            case "ConfigurationSnapshotDeliveryCompleted" -> snapshot(Phase.COMPLETED, message);
            case "ConfigurationSnapshotDeliveryFailed" -> snapshot(Phase.FAILED, message);
            case "ConfigurationHistoryDeliveryStarted" -> history(Phase.STARTED, message);
            case "ConfigurationHistoryDeliveryCompleted" -> history(Phase.COMPLETED, message);
            case "ConfigurationHistoryDeliveryFailed" -> history(Phase.FAILED, message);
            case "ScheduledNotification" -> new ScheduledNotification();
            default -> new Unknown(changes(message));
        };
    }

    private static ConfigMessage itemChange(Map<String, Object> item, List<PropertyChange> changes) {
        return RecordedCompliance.isOf(Json.text(item, "resourceType"))
                ? RecordedCompliance.read(item, changes)
                : new ItemChange(changes);
    }

    private static List<PropertyChange> changes(Map<String, Object> message) {
        Map<String, Object> diff = Json.object(message.get("configurationItemDiff"));
        return PropertyChange.listOf(Json.object(diff.get("changedProperties")));
    }

    /** Some begin with a line break. */
    private static String annotation(Map<String, Object> message) {
        String annotation = Json.text(Json.object(message.get("newEvaluationResult")), "annotation");
        return annotation == null || annotation.isBlank() ? null : annotation.strip();
    }

    private static List<String> rules(Map<String, Object> message) {
        return Json.array(message.get("configRuleNames")).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static SnapshotDelivery snapshot(Phase phase, Map<String, Object> message) {
        return new SnapshotDelivery(
                phase, Json.text(message, "configSnapshotId"), S3Object.ofDelivery(message), error(message));
    }

    private static HistoryDelivery history(Phase phase, Map<String, Object> message) {
        return new HistoryDelivery(phase, S3Object.ofDelivery(message), error(message));
    }

    private static String error(Map<String, Object> message) {
        String error = Stream.of(Json.text(message, "errorCode"), Json.text(message, "errorMessage"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(": "));
        return error.isEmpty() ? null : error;
    }
}
