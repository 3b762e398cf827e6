package io.configrelay.slack;

/**
 * One message for Slack, ready to be posted.
 *
 * @param contentType of the body, as an HTTP header says it
 * @param body what is posted
 * @param plainBody the same facts as {@code {"text": …}} and nothing else, JSON: for the case that Slack refuses the body
 * @param events how many events it tells of: the first so many of those that were given to the format
 */
public record SlackMessage(String contentType, String body, String plainBody, int events) {

    /** The content type of everything but the classic format. */
    public static final String JSON = "application/json; charset=utf-8";

    /** The last attempt after a refusal: the plain text. */
    public SlackMessage plain() {
        return new SlackMessage(JSON, plainBody, plainBody, events);
    }
}
