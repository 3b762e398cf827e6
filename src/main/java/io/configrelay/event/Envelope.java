package io.configrelay.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes AWS Config messages out of what they travel in. Envelopes nest (an EventBridge event through SNS into SQS), so
 * they are peeled one by one until a {@code messageType} shows:
 *
 * <table>
 *   <caption>Envelopes and where the message is inside</caption>
 *   <tr><th>envelope</th><th>known by</th><th>inside</th></tr>
 *   <tr><td>SNS, in an SQS body or an HTTP POST</td><td>{@code Type: Notification}</td><td>{@code Message}, a string; an
 *       object in AWS's own documentation</td></tr>
 *   <tr><td>Lambda event</td><td>{@code Records}</td><td>each {@code Sns}, or each {@code body}</td></tr>
 *   <tr><td>answer of SQS's ReceiveMessage, as the AWS CLI prints it</td><td>{@code Messages}</td><td>each {@code
 *       Body}</td></tr>
 *   <tr><td>EventBridge</td><td>{@code detail-type}</td><td>{@code detail}</td></tr>
 *   <tr><td>Config rule's Lambda event</td><td>{@code invokingEvent}</td><td>{@code invokingEvent}, a string</td></tr>
 *   <tr><td>none (SNS raw delivery)</td><td>{@code messageType}</td><td>itself</td></tr>
 * </table>
 */
public final class Envelope {

    /** Real deliveries nest three deep (Lambda, SNS, EventBridge); more than this is an attack or a mistake. */
    private static final int MAX_DEPTH = 8;

    private final String body;
    private final List<Opened> opened = new ArrayList<>();

    private Envelope(String body) {
        this.body = body;
    }

    /**
     * Opens what a source delivered.
     *
     * @param deliveryId the source's own id of this delivery, for what names none itself
     * @param body the text as it arrived; null counts as empty
     * @return one entry for each notification in it, at least one, in order
     */
    public static List<Opened> open(String deliveryId, String body) {
        Envelope envelope = new Envelope(body == null ? "" : body);
        envelope.peel(envelope.body, Label.of(deliveryId), 0);
        return List.copyOf(envelope.opened);
    }

    private void peel(Object value, Label label, int depth) {
        if (depth > MAX_DEPTH) {
            unreadable(label, "not_aws_config", "Envelopes are nested more than " + MAX_DEPTH + " deep.");
        } else if (value instanceof String text) {
            peelText(text, label, depth);
        } else if (value instanceof Map<?, ?>) {
            peelObject(Json.object(value), label, depth);
        } else {
            unreadable(label, "not_aws_config", "The body is JSON, but no JSON object.");
        }
    }

    private void peelText(String text, Label label, int depth) {
        Object value;
        try {
            value = Json.read(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            unreadable(label, "not_json", "The body can't be read as JSON" + where + ".");
            return;
        }
        peel(value, label, depth + 1);
    }

    private void peelObject(Map<String, Object> object, Label label, int depth) {
        if (object.get("messageType") instanceof String type && !type.isEmpty()) {
            opened.add(new Notification(
                    label.id(), label.original(body), object, label.topicArn(), label.account(), label.region()));
        } else if (object.get("Records") instanceof List<?> records && !records.isEmpty()) {
            peelRecords(records, label, depth);
        } else if (object.get("Messages") instanceof List<?> messages && !messages.isEmpty()) {
            peelRecords(messages, label, depth);
        } else if (object.containsKey("Message")) {
            peelSns(object, label, depth);
        } else if (object.containsKey("detail-type") && object.get("detail") instanceof Map<?, ?> detail) {
            peel(detail, label.eventBridge(object), depth + 1);
        } else if (object.get("invokingEvent") instanceof String invokingEvent) {
            peel(invokingEvent, label.account(Json.text(object, "accountId")), depth + 1);
        } else {
            unreadable(
                    label,
                    "not_aws_config",
                    "The body is JSON, but no AWS Config message (it has no messageType) and no envelope of one.");
        }
    }

    private void peelSns(Map<String, Object> sns, Label label, int depth) {
        String type = Json.text(sns, "Type");
        if (type != null && !type.equals("Notification")) {
            unreadable(label, "not_aws_config", "SNS sent a message of another Type than Notification.");
        } else {
            peel(sns.get("Message"), label.sns(sns), depth + 1);
        }
    }

    private void peelRecords(List<?> records, Label label, int depth) {
        for (int i = 0; i < records.size(); i++) {
            Map<String, Object> entry = Json.object(records.get(i));
            Label one = records.size() == 1 ? label : label.record(i, entry);
            Object inner = entry.containsKey("Sns") ? entry.get("Sns") : entry.getOrDefault("body", entry.get("Body"));
            peel(inner, one.messageId(Json.text(entry, "messageId", "MessageId")), depth + 1);
        }
    }

    private void unreadable(Label label, String reason, String detail) {
        opened.add(new Unreadable(label.id(), label.original(body), reason, detail));
    }
}
