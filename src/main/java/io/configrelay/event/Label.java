package io.configrelay.event;

import java.util.Map;

/**
 * What the envelopes opened so far say about the notification inside; a later one speaks over an earlier one.
 *
 * @param original the notification's own text where its envelope holds several, else null: the whole body
 */
record Label(String id, String original, String topicArn, String account, String region) {

    static Label of(String deliveryId) {
        return new Label(deliveryId, null, null, null, null);
    }

    String original(String body) {
        return original == null ? body : original;
    }

    Label messageId(String messageId) {
        return new Label(or(messageId, id), original, topicArn, account, region);
    }

    Label account(String accountId) {
        return new Label(id, original, topicArn, or(accountId, account), region);
    }

    Label sns(Map<String, Object> sns) {
        return new Label(
                or(Json.text(sns, "MessageId"), id),
                original,
                or(Json.text(sns, "TopicArn"), topicArn),
                account,
                region);
    }

    Label eventBridge(Map<String, Object> event) {
        return new Label(
                or(Json.text(event, "id"), id),
                original,
                topicArn,
                or(Json.text(event, "account"), account),
                or(Json.text(event, "region"), region));
    }

    /** One of several records: its own text is what SNS carried, and its id tells it from its neighbours. */
    Label record(int index, Map<String, Object> entry) {
        Object message =
                Json.object(entry.get("Sns")).getOrDefault("Message", entry.getOrDefault("body", entry.get("Body")));
        String text = message instanceof String string ? string : Json.write(entry);
        return new Label(id + "#" + index, text, topicArn, account, region);
    }

    private static String or(String value, String fallback) {
        return value == null ? fallback : value;
    }
}
