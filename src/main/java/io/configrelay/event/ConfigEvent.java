package io.configrelay.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one AWS Config notification says. Every field but the first three and {@code messageType} is null (or empty, for
 * collections) where the message has nothing to say about it; absent and null are the same, because EventBridge drops
 * nulls that SNS sends.
 *
 * @param id the notification's, see {@link Notification#id()}
 * @param original what arrived, verbatim
 * @param message the AWS Config message, untouched
 * @param messageType such as {@code ConfigurationItemChangeNotification}
 * @param changeType {@code CREATE}, {@code UPDATE} or {@code DELETE}
 * @param resourceType such as {@code AWS::EC2::SecurityGroup}
 * @param accountId the twelve digits as AWS sends them; leading zeros count
 * @param region such as {@code eu-west-1}; {@code global} for IAM
 * @param captureTime when AWS Config saw it, as it wrote it (ISO 8601, UTC)
 * @param status {@code configurationItemStatus}, such as {@code OK} or {@code ResourceDeleted}
 * @param tags the resource's tags, key to value; of a deleted resource the last ones known
 * @param compliance such as {@code NON_COMPLIANT}
 * @param ruleName the AWS Config rule that was evaluated
 * @param content what only this kind of message says
 */
public record ConfigEvent(
        String id,
        String original,
        Map<String, Object> message,
        String messageType,
        String changeType,
        String resourceType,
        String resourceId,
        String resourceName,
        String arn,
        String accountId,
        String region,
        String captureTime,
        String status,
        Map<String, Object> tags,
        String compliance,
        String ruleName,
        ConfigMessage content) {

    /** Reads a notification; never fails, whatever the message holds besides its {@code messageType}. */
    public static ConfigEvent of(Notification notification) {
        return ConfigEventReader.read(notification);
    }

    /** What the message's diff lists, in its order. */
    public List<PropertyChange> changes() {
        return content.changes();
    }

    /** The configuration item, untouched; an empty object where the message has none. */
    public Map<String, Object> item() {
        Object item = message.get("configurationItem");
        return Json.object(item instanceof List<?> list && !list.isEmpty() ? list.get(0) : item);
    }

    /**
     * The JSON object that a channel's filter sees: these keys, always all of them.
     *
     * @param risk {@code high} or {@code medium} where somebody has judged the change so, else null
     * @return a map that can't be changed, so that one channel's route can't change what another one sees
     */
    public Map<String, Object> view(String risk) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("messageType", messageType);
        view.put("changeType", changeType);
        view.put("resourceType", resourceType);
        view.put("resourceId", resourceId);
        view.put("resourceName", resourceName);
        view.put("arn", arn);
        view.put("accountId", accountId);
        view.put("region", region);
        view.put("captureTime", captureTime);
        view.put("status", status);
        view.put("tags", tags);
        view.put(
                "changedProperties",
                changes().stream().map(PropertyChange::path).toList());
        view.put("compliance", compliance);
        view.put("ruleName", ruleName);
        view.put("risk", risk);
        view.put("message", message);
        return Collections.unmodifiableMap(view);
    }
}
