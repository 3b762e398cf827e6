package io.configrelay.event;

import io.configrelay.event.ConfigMessage.ComplianceChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param compliance such as {@code NON_COMPLIANT}; of an item that records several rules' results, of all together
 * @param ruleName the AWS Config rule that was evaluated; null where there are several
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

    /**
     * The configuration item, untouched but for a {@code configuration} that is JSON in a string, which is read; an empty
     * object where the message has none.
     */
    public Map<String, Object> item() {
        Object value = message.get("configurationItem");
        Map<String, Object> item = Json.object(value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value);
        if (!(item.get("configuration") instanceof String text)) {
            return item;
        }
        Map<String, Object> opened = new LinkedHashMap<>(item);
        opened.put("configuration", Json.openedObject(text));
        return Collections.unmodifiableMap(opened);
    }

    /** The resource that messages name: what a rule evaluated, else the event's own. */
    public Resource resource() {
        return content instanceof ComplianceChange result && result.isItem()
                ? result.target()
                : new Resource(resourceType, resourceId, resourceName, arn);
    }

    /** Whether the resource is gone: by the diff, else by the item's status. */
    public boolean isDeleted() {
        return isDeleted(changeType, status);
    }

    static boolean isDeleted(String changeType, String status) {
        // Until 2017 the status was Deleted.
        return "DELETE".equals(changeType)
                || (status != null && (status.startsWith("ResourceDeleted") || status.equals("Deleted")));
    }

    /** Whether the resource came into being with this. */
    public boolean isCreated() {
        return "CREATE".equals(changeType) && !isDeleted();
    }

    /**
     * What two messages of the same result of a rule have in common, the notification and the item ({@link
     * ComplianceChange#isItem()}): account, region, rule, result and resource, not the time. Empty for other events, and
     * for an item of several rules.
     */
    public Optional<String> complianceKey() {
        if (!(content instanceof ComplianceChange result)
                || result.rule() == null
                || result.after() == null
                || result.isHousekeeping()) {
            return Optional.empty();
        }
        Resource resource = resource();
        return resource.id() == null
                ? Optional.empty()
                // The id comes last: it alone can hold the separator.
                : Optional.of(String.join(
                        "|",
                        String.valueOf(accountId),
                        String.valueOf(region),
                        result.rule(),
                        result.after(),
                        String.valueOf(resource.type()),
                        resource.id()));
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
