package io.configrelay;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    /** A route table of this account, id and name that got a route to a transit gateway: all say the same. */
    public static String route(String account, String id, String name) {
        return change(
                account,
                "AWS::EC2::RouteTable",
                id,
                name,
                "Configuration.Routes.0",
                Map.of("destinationCidrBlock", "10.0.0.0/8", "transitGatewayId", "tgw-1", "state", "active"));
    }

    private static String change(String account, String resourceType, String id, Map<String, Object> permission) {
        return change(account, resourceType, id, id, "Configuration.IpPermissions.0", permission);
    }

    private static String change(
            String account, String resourceType, String id, String name, String key, Map<String, Object> added) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(
                "configurationItemDiff",
                Map.of(
                        "changeType",
                        "UPDATE",
                        "changedProperties",
                        Map.of(key, Map.of("changeType", "CREATE", "updatedValue", added))));
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resourceType", resourceType);
        item.put("resourceId", id);
        if (!name.equals(id)) {
            item.put("resourceName", name);
        }
        item.put("awsAccountId", account);
        item.put("awsRegion", "eu-west-1");
        item.put("configurationItemStatus", "OK");
        item.put("configurationItemCaptureTime", "2026-11-23T20:14:02.000Z");
        message.put("configurationItem", item);
        message.put("messageType", "ConfigurationItemChangeNotification");
        return Json.write(message);
    }

    /** 500 events of many kinds at once, five of them a security group that let the world in by SSH. */
    public static List<String> burst(Random random) {
        List<String> types = List.of(
                "AWS::EC2::SecurityGroup", "AWS::EC2::NetworkInterface", "AWS::EC2::Instance", "AWS::EC2::RouteTable");
        return IntStream.range(0, 500)
                .mapToObj(i -> {
                    String type = types.get(random.nextInt(types.size()));
                    String id = "r-%08x".formatted(random.nextInt());
                    return i % 100 == 0 ? opened("123456789012", id, 22) : change(type, id);
                })
                .toList();
    }

    /** So many security groups, {@code sg-00000000} onwards. */
    public static List<String> securityGroups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> securityGroup("sg-%08d".formatted(i)))
                .toList();
    }

    /** A rule's result on a volume, as a notification. */
    public static String ruleResult(String volume, String rule, String before, String after) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageType", "ComplianceChangeNotification");
        message.put("awsAccountId", "123456789012");
        message.put("awsRegion", "eu-west-1");
        message.put("resourceType", "AWS::EC2::Volume");
        message.put("resourceId", volume);
        message.put("configRuleName", rule);
        message.put("newEvaluationResult", Map.of("complianceType", after));
        message.put("oldEvaluationResult", Map.of("complianceType", before));
        return Json.write(message);
    }

    /** The same, as AWS Config records it. */
    public static String recordedRuleResult(String volume, String rule, String before, String after) {
        Map<String, Object> is = Map.of("configRuleName", rule, "complianceType", after);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageType", "ConfigurationItemChangeNotification");
        message.put(
                "configurationItemDiff",
                Map.of(
                        "changeType",
                        "UPDATE",
                        "changedProperties",
                        Map.of(
                                "Configuration.ConfigRuleList.0",
                                Map.of(
                                        "changeType",
                                        "UPDATE",
                                        "previousValue",
                                        Map.of("configRuleName", rule, "complianceType", before),
                                        "updatedValue",
                                        is))));
        message.put(
                "configurationItem",
                Map.of(
                        "resourceType",
                        "AWS::Config::ResourceCompliance",
                        "resourceId",
                        "AWS::EC2::Volume/" + volume,
                        "awsAccountId",
                        "123456789012",
                        "awsRegion",
                        "eu-west-1",
                        "configurationItemStatus",
                        "OK",
                        "configuration",
                        Map.of(
                                "targetResourceId",
                                volume,
                                "targetResourceType",
                                "AWS::EC2::Volume",
                                "complianceType",
                                after,
                                "configRuleList",
                                List.of(is))));
        return Json.write(message);
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
