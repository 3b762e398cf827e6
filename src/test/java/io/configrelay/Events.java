package io.configrelay;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Notifications made for tests. */
public final class Events {

    private Events() {}

    /** A security group of this id that let one more address range in, each another: no two say the same. */
    public static String securityGroup(String id) {
        int hash = id.hashCode();
        String address = "%d.%d.%d.%d/32".formatted(hash >>> 24, hash >> 16 & 255, hash >> 8 & 255, hash & 255);
        return change(
                "123456789012",
                "AWS::EC2::SecurityGroup",
                id,
                Map.of("ipProtocol", "tcp", "fromPort", 443, "toPort", 443, "ipRanges", List.of(address)));
    }

    /** A resource of this type and id with one changed property. */
    public static String change(String resourceType, String id) {
        return change("123456789012", resourceType, id, Map.of("ipProtocol", "tcp"));
    }

    /** A security group of this account that let the world in at this tcp port. */
    public static String opened(String account, String id, int port) {
        return change(
                account,
                "AWS::EC2::SecurityGroup",
                id,
                Map.of("ipProtocol", "tcp", "fromPort", port, "toPort", port, "ipRanges", List.of("0.0.0.0/0")));
    }

    private static String change(String account, String resourceType, String id, Map<String, Object> permission) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(
                "configurationItemDiff",
                Map.of(
                        "changeType",
                        "UPDATE",
                        "changedProperties",
                        Map.of(
                                "Configuration.IpPermissions.0",
                                Map.of("changeType", "CREATE", "updatedValue", permission))));
        message.put(
                "configurationItem",
                Map.of(
                        "resourceType",
                        resourceType,
                        "resourceId",
                        id,
                        "awsAccountId",
                        account,
                        "awsRegion",
                        "eu-west-1",
                        "configurationItemStatus",
                        "OK",
                        "configurationItemCaptureTime",
                        "2026-11-23T20:14:02.000Z"));
        message.put("messageType", "ConfigurationItemChangeNotification");
        return Json.write(message);
    }

    /** So many security groups, {@code sg-00000000} onwards. */
    public static List<String> securityGroups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> securityGroup("sg-%08d".formatted(i)))
                .toList();
    }

    /** The message as SNS delivers it to SQS. */
    public static String inSns(String message, String messageId) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("Type", "Notification");
        envelope.put("MessageId", messageId);
        envelope.put("TopicArn", "arn:aws:sns:eu-central-1:210987654321:config");
        envelope.put("Message", message);
        return Json.write(envelope);
    }

    /** The only event in this text. */
    public static ConfigEvent event(String text) {
        return ConfigEvent.of(Envelope.open("delivery-1", text).get(0).orThrow());
    }
}
