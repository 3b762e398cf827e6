package io.configrelay.bench;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notifications of two sizes, as SNS writes them into a queue: a security group of which one rule changed, 1.6 kB, and one
 * of which sixty properties changed, 30 kB. The size is the whole body's. Like real ones they have about 80 JSON tokens in
 * a kilobyte.
 */
public enum Notifications {
    /** One change. */
    SMALL(1_600, 1),

    /** Sixty: rules of both directions, relationships, tags. */
    LARGE(30_000, 60);

    static final String TYPE = "AWS::EC2::SecurityGroup";

    private final int size;
    private final int changes;

    Notifications(int size, int changes) {
        this.size = size;
        this.changes = changes;
    }

    /** One of them, which differs from others by this number. */
    String body(int number) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("configurationItemDiff", diff(number));
        message.put("configurationItem", item(number, List.of()));
        message.put("notificationCreationTime", "2026-11-23T20:14:03.512Z");
        message.put("messageType", "ConfigurationItemChangeNotification");
        message.put("recordVersion", "1.3");
        List<Object> relationships = new ArrayList<>();
        String body = inSns(message, number);
        // What the diff leaves of the size is what AWS sends along of the resource.
        while (body.length() < size - 150) {
            relationships.add(relationship(relationships.size()));
            message.put("configurationItem", item(number, relationships));
            body = inSns(message, number);
        }
        return body;
    }

    private Map<String, Object> diff(int number) {
        Map<String, Object> changed = new LinkedHashMap<>();
        for (int i = 0; i < changes; i++) {
            switch (i % 6) {
                case 0, 1 ->
                    // No two notifications say the same: a digest has each by its id.
                    changed.put(
                            "Configuration.IpPermissions." + i,
                            created(rule("10.%d.%d.%d/32".formatted(number >> 8 & 255, i, number & 255), 8000 + i)));
                case 2 ->
                    changed.put(
                            "Configuration.IpPermissionsEgress." + i, deleted(rule("10.1." + i + ".0/24", 9000 + i)));
                case 3 -> changed.put("Configuration.Tags." + i, created(Map.of("key", "k" + i, "value", "v" + i)));
                case 4 -> changed.put("Relationships." + i, created(relationship(i)));
                default -> {
                    Map<String, Object> change = created("text " + i);
                    change.put("previousValue", "text before " + i);
                    change.put("changeType", "UPDATE");
                    changed.put("SupplementaryConfiguration.Option" + i, change);
                }
            }
        }
        Map<String, Object> diff = new LinkedHashMap<>();
        diff.put("changedProperties", changed);
        diff.put("changeType", "UPDATE");
        return diff;
    }

    private static Map<String, Object> created(Object after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", null);
        change.put("updatedValue", after);
        change.put("changeType", "CREATE");
        return change;
    }

    private static Map<String, Object> deleted(Object before) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", before);
        change.put("updatedValue", null);
        change.put("changeType", "DELETE");
        return change;
    }

    private static Map<String, Object> rule(String range, int port) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("fromPort", port);
        rule.put("ipProtocol", "tcp");
        rule.put("ipv6Ranges", List.of());
        rule.put("prefixListIds", List.of());
        rule.put("toPort", port);
        rule.put("userIdGroupPairs", List.of());
        rule.put("ipv4Ranges", List.of(Map.of("cidrIp", range)));
        rule.put("ipRanges", List.of(range));
        return rule;
    }

    private static Map<String, Object> relationship(int number) {
        Map<String, Object> relationship = new LinkedHashMap<>();
        relationship.put("resourceId", "eni-%017x".formatted(number));
        relationship.put("resourceName", null);
        relationship.put("resourceType", "AWS::EC2::NetworkInterface");
        relationship.put("name", "Is associated with NetworkInterface");
        return relationship;
    }

    private static Map<String, Object> item(int number, List<Object> relationships) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("configurationItemVersion", "1.3");
        item.put("configurationItemCaptureTime", "2026-11-23T20:14:02.000Z");
        item.put("awsAccountId", "123456789012");
        item.put("configurationItemStatus", "OK");
        item.put("resourceType", TYPE);
        item.put("resourceId", "sg-%017x".formatted(number));
        item.put("resourceName", "web");
        item.put("ARN", "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-%017x".formatted(number));
        item.put("awsRegion", "eu-west-1");
        item.put("tags", Map.of("team", "web"));
        item.put("relationships", relationships);
        return item;
    }

    private static String inSns(Map<String, Object> message, int number) {
        Map<String, Object> sns = new LinkedHashMap<>();
        sns.put("Type", "Notification");
        sns.put("MessageId", "00000000-0000-5000-8000-%012d".formatted(number));
        sns.put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:config");
        sns.put("Subject", "[AWS Config:eu-west-1] AWS::EC2::SecurityGroup Updated in Account 123456789012");
        sns.put("Message", Json.write(message));
        sns.put("Timestamp", "2026-11-23T20:14:03.600Z");
        return Json.write(sns);
    }
}
