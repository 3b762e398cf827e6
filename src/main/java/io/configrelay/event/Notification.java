package io.configrelay.event;

import java.util.Map;

/**
 * One message of AWS Config, taken out of its envelopes.
 *
 * @param id stays the same when SQS or SNS deliver the notification again: SNS's MessageId, EventBridge's id or, for a
 *     bare message, the id that the source gave it
 * @param original what arrived, verbatim; of an envelope with several notifications, this one's own text
 * @param message the AWS Config message, its keys untouched
 * @param topicArn the SNS topic that it came through, or null
 * @param account the account that the envelope names, or null
 * @param region the region that the envelope names, or null
 */
public record Notification(
        String id, String original, Map<String, Object> message, String topicArn, String account, String region)
        implements Opened {

    /** The same notification with this message in the place of its own. */
    public Notification with(Map<String, Object> whole) {
        return new Notification(id, original, whole, topicArn, account, region);
    }

    @Override
    public Notification orThrow() {
        return this;
    }
}
