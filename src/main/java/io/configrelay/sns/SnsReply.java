package io.configrelay.sns;

import io.configrelay.event.Json;
import java.util.Map;

/**
 * What is answered to a request. SNS tries again after a 5xx and counts every 4xx as final:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
enum SnsReply {
    /** Every channel has the notification or its dead letter. */
    DELIVERED(200),
    CONFIRMED(200),
    UNSUBSCRIBED(200),

    NOT_SNS_MESSAGE(400),
    RAW_NOT_AUTHORIZED(401),
    RAW_NOT_ALLOWED(403),
    TOPIC_NOT_LISTED(403),
    STALE(403),
    BAD_CERTIFICATE_URL(403),
    BAD_SIGNATURE(403),
    BAD_SUBSCRIBE_URL(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    TOO_LARGE(413),

    CERTIFICATE_UNAVAILABLE(503),
    NOT_CONFIRMED(503),
    /** As many notifications are under way as may be. */
    BUSY(503),
    /** It goes on; the next try of SNS finds it delivered. */
    NOT_DONE_IN_TIME(503),
    NOT_DELIVERED(503),
    STOPPING(503);

    private final int status;

    SnsReply(int status) {
        this.status = status;
    }

    /** HTTP status. */
    int status() {
        return status;
    }

    /** How metrics and logs call it, such as {@code bad_signature}. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** One short JSON object. Nothing of the request is in it. */
    String body() {
        return Json.write(Map.of(status < 300 ? "result" : "error", word()));
    }

    /** For what the HTTP server refuses by itself. */
    static SnsReply ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> TOO_LARGE;
            case 503 -> NOT_DONE_IN_TIME;
            default -> status < 500 ? NOT_SNS_MESSAGE : NOT_DELIVERED;
        };
    }
}
