package io.configrelay.event;

import io.configrelay.event.ConfigMessage.ComplianceChange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a {@link ConfigEvent}'s fields in an AWS Config message. Where each stands depends on the message type, and the
 * wild has variants that AWS's documentation doesn't show (2014 messages have {@code configurationItem} as an array,
 * {@code accountId} and {@code arn}).
 */
final class ConfigEventReader {

    /** {@code [prefix/]AWSLogs/<account>/Config/<region>/…}: where delivery messages hide account and region. */
    private static final Pattern S3_KEY = Pattern.compile("(?:^|/)AWSLogs/(\\d+)/Config/([a-z0-9-]+)/");

    /** {@code arn:<partition>:sns:<region>:<account>:<topic>}. */
    private static final Pattern TOPIC_ARN = Pattern.compile("arn:[^:]+:sns:([^:]+):([^:]+):.+");

    private final Notification notification;
    private final Map<String, Object> message;
    private final Map<String, Object> item;
    private final Map<String, Object> evaluated;
    private final Map<String, Object> changed;

    private ConfigEventReader(Notification notification) {
        this.notification = notification;
        this.message = notification.message();
        this.item = item(message);
        this.evaluated = evaluated(message);
        this.changed =
                Json.object(Json.object(message.get("configurationItemDiff")).get("changedProperties"));
    }

    static ConfigEvent read(Notification notification) {
        return new ConfigEventReader(notification).event();
    }

    private ConfigEvent event() {
        String messageType = Json.text(message, "messageType");
        Map<String, Object> diff = Json.object(message.get("configurationItemDiff"));
        String changeType = first(Json.text(diff, "changeType"), Json.text(item, "changeType"));
        String resourceId = first(Json.text(item, "resourceId"), Json.text(evaluated, "resourceId"));
        String arn = first(Json.text(item, "ARN", "arn"), before("ARN"), before("Arn"));
        String status = Json.text(item, "configurationItemStatus");
        String ruleName = ruleName();
        ConfigMessage content = ConfigMessageReader.read(messageType, message, item, ruleName);
        ComplianceChange result = content instanceof ComplianceChange change ? change : null;
        return new ConfigEvent(
                notification.id(),
                notification.original(),
                message,
                messageType,
                changeType,
                first(Json.text(item, "resourceType"), Json.text(evaluated, "resourceType")),
                resourceId,
                first(Json.text(item, "resourceName"), before("ResourceName")),
                arn,
                account(),
                region(arn == null ? resourceId : arn),
                captureTime(),
                status,
                Tags.of(item, changed, ConfigEvent.isDeleted(changeType, status)),
                result == null
                        ? Json.text(Json.object(message.get("newEvaluationResult")), "complianceType")
                        : result.after(),
                result == null ? ruleName : result.rule(),
                content);
    }

    /** A rule's result names its resource twice; some messages have lost the first. */
    private static Map<String, Object> evaluated(Map<String, Object> message) {
        Map<String, Object> result = Json.object(message.get("newEvaluationResult"));
        return Json.object(Json.object(result.get("evaluationResultIdentifier")).get("evaluationResultQualifier"));
    }

    private String ruleName() {
        return first(Json.text(message, "configRuleName"), Json.text(evaluated, "configRuleName"), onlyRule());
    }

    private String onlyRule() {
        List<Object> rules = Json.array(message.get("configRuleNames"));
        return rules.size() == 1 && rules.get(0) instanceof String rule ? rule : null;
    }

    /** What the diff says a property was before: all that is left of a deleted resource. */
    private String before(String property) {
        return Json.text(Json.object(changed.get(property)), "previousValue");
    }

    /** The object that names the resource: the item, its summary when it was too large, or the message itself. */
    private static Map<String, Object> item(Map<String, Object> message) {
        for (String key : new String[] {"configurationItem", "configurationItemSummary"}) {
            Object value = message.get(key);
            if (value instanceof Map<?, ?>) {
                return Json.object(value);
            }
            if (!Json.array(value).isEmpty()) {
                return Json.object(Json.array(value).get(0));
            }
        }
        return message;
    }

    private String account() {
        return first(
                Json.text(item, "awsAccountId", "accountId"),
                Json.text(message, "awsAccountId", "accountId"),
                notification.account(),
                group(S3_KEY, Json.text(message, "s3ObjectKey"), 1),
                group(TOPIC_ARN, notification.topicArn(), 2));
    }

    /** @param arn the resource's, or what else may be one: it has the region of an item that names none */
    private String region(String arn) {
        Object written = item.get("awsRegion") == null ? message.get("awsRegion") : item.get("awsRegion");
        if (written instanceof String region && !isNone(region)) {
            return region;
        }
        String own = Arn.region(arn);
        if (!own.isEmpty() || written instanceof String) {
            return own.isEmpty() ? null : own;
        }
        return first(
                notification.region(),
                group(S3_KEY, Json.text(message, "s3ObjectKey"), 2),
                group(TOPIC_ARN, notification.topicArn(), 1));
    }

    /** AWS Config writes {@code Not Applicable} where it knows no region. */
    private static boolean isNone(String region) {
        return region.isBlank() || region.strip().equalsIgnoreCase("Not Applicable");
    }

    private String captureTime() {
        return first(
                Json.text(item, "configurationItemCaptureTime"),
                Json.text(Json.object(message.get("newEvaluationResult")), "resultRecordedTime"),
                Json.text(message, "notificationCreationTime", "NotificationCreateTime"));
    }

    private static String first(String... values) {
        return Arrays.stream(values).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static String group(Pattern pattern, String text, int group) {
        if (text == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(group) : null;
    }
}
