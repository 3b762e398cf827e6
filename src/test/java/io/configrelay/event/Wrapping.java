package io.configrelay.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The envelopes that AWS Config messages travel in, as AWS makes them. */
public enum Wrapping {
    BARE("bare", false, false) {
        @Override
        Object wrap(Map<String, Object> message) {
            return message;
        }
    },
    SNS("SNS", true, true) {
        @Override
        Object wrap(Map<String, Object> message) {
            return sns(Json.write(message));
        }
    },
    SNS_WITH_OBJECT("SNS, Message an object", true, true) {
        @Override
        Object wrap(Map<String, Object> message) {
            return sns(message);
        }
    },
    SQS_ANSWER("SQS answer", true, true) {
        @Override
        Object wrap(Map<String, Object> message) {
            return Map.of(
                    "Messages", List.of(Map.of("MessageId", "sqs-1", "Body", Json.write(sns(Json.write(message))))));
        }
    },
    LAMBDA("Lambda", true, true) {
        @Override
        Object wrap(Map<String, Object> message) {
            return Map.of("Records", List.of(Map.of("EventSource", "aws:sns", "Sns", sns(Json.write(message)))));
        }
    },
    EVENTBRIDGE("EventBridge", true, true) {
        @Override
        Object wrap(Map<String, Object> message) {
            return eventBridge(message);
        }
    },
    EVENTBRIDGE_IN_SNS("EventBridge in SNS", true, true) {
        @Override
        Object wrap(Map<String, Object> message) {
            return sns(Json.write(eventBridge(message)));
        }
    },
    CONFIG_RULE("Config rule", true, false) {
        @Override
        Object wrap(Map<String, Object> message) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("version", "1.0");
            event.put("invokingEvent", Json.write(message));
            event.put("ruleParameters", "{}");
            event.put("resultToken", "token");
            event.put("configRuleName", "the-rule-that-was-invoked");
            event.put("accountId", ACCOUNT);
            return event;
        }
    };

    /** The account of all of them. */
    static final String ACCOUNT = "123456789012";

    /** The region of all of them. */
    static final String REGION = "eu-west-1";

    private static final Map<String, String> DETAIL_TYPES = Map.of(
            "ConfigurationItemChangeNotification", "Config Configuration Item Change",
            "OversizedConfigurationItemChangeNotification", "Config Configuration Item Change",
            "ComplianceChangeNotification", "Config Rules Compliance Change",
            "ConfigRulesEvaluationStarted", "Config Rules Re-evaluation Status",
            "ConfigurationSnapshotDeliveryStarted", "Config Configuration Snapshot Delivery Status",
            "ConfigurationSnapshotDeliveryCompleted", "Config Configuration Snapshot Delivery Status",
            "ConfigurationSnapshotDeliveryFailed", "Config Configuration Snapshot Delivery Status",
            "ConfigurationHistoryDeliveryCompleted", "Config Configuration History Delivery Status");

    private final String title;
    private final boolean namesAccount;
    private final boolean namesRegion;

    Wrapping(String title, boolean namesAccount, boolean namesRegion) {
        this.title = title;
        this.namesAccount = namesAccount;
        this.namesRegion = namesRegion;
    }

    abstract Object wrap(Map<String, Object> message);

    /** The message in this envelope, as text. */
    public String of(Map<String, Object> message) {
        return Json.write(wrap(message));
    }

    /** How the documentation calls it. */
    String title() {
        return title;
    }

    /** What it knows of the account when the message itself says nothing. */
    String account() {
        return namesAccount ? ACCOUNT : null;
    }

    /** What it knows of the region when the message itself says nothing. */
    String region() {
        return namesRegion ? REGION : null;
    }

    private static Map<String, Object> sns(Object message) {
        Map<String, Object> sns = new LinkedHashMap<>();
        sns.put("Type", "Notification");
        sns.put("MessageId", "sns-1");
        sns.put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:config");
        sns.put("Subject", null);
        sns.put("Message", message);
        sns.put("Timestamp", "2026-11-23T20:14:04.000Z");
        return sns;
    }

    private static Map<String, Object> eventBridge(Map<String, Object> message) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", "eventbridge-1");
        event.put(
                "detail-type",
                DETAIL_TYPES.getOrDefault(String.valueOf(message.get("messageType")), "Config Something Else"));
        event.put("source", "aws.config");
        event.put("account", ACCOUNT);
        event.put("time", "2026-11-23T20:14:04Z");
        event.put("region", REGION);
        event.put("resources", List.of());
        event.put("detail", withoutNulls(message));
        return event;
    }

    /** EventBridge drops them. */
    private static Object withoutNulls(Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> object = new LinkedHashMap<>();
            Json.object(value).forEach((key, inner) -> {
                if (inner != null) {
                    object.put(key, withoutNulls(inner));
                }
            });
            return object;
        }
        if (value instanceof List<?> list) {
            List<Object> array = new ArrayList<>();
            list.forEach(inner -> array.add(withoutNulls(inner)));
            return array;
        }
        return value;
    }
}
