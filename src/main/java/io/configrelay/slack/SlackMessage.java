package io.configrelay.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One message for Slack, ready to be posted.
 *
 * @param contentType of the body, as an HTTP header says it
 * @param body what is posted
 * @param plainBody the same facts as {@code {"text": …}} and nothing else, JSON: for the case that Slack refuses the body
 * @param events how many events it tells of: the first so many of those that were given to the format
 * @param details what shall stand in its thread, where that is wanted
 */
public record SlackMessage(
        String contentType, String body, String plainBody, int events, Optional<SlackMessage> details) {

    /** The content type of everything but the classic format. */
    public static final String JSON = "application/json; charset=utf-8";

    /** A message without details. */
    SlackMessage(String contentType, String body, String plainBody, int events) {
        this(contentType, body, plainBody, events, Optional.empty());
    }

    /**
     * The same with these fields in its payload.
     *
     * @param fields such as {@code channel}
     */
    public SlackMessage with(Map<String, Object> fields) {
        return new SlackMessage(contentType, with(body, fields), with(plainBody, fields), events, details);
    }

    private static String with(String payload, Map<String, Object> fields) {
        try {
            Map<String, Object> all = new LinkedHashMap<>(fields);
            all.putAll(Json.object(Json.read(payload)));
            return Json.write(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Only messages of JSON have fields", e);
        }
    }

    /** The last attempt after a refusal: the plain text. */
    public SlackMessage plain() {
        return new SlackMessage(JSON, plainBody, plainBody, events, details);
    }
}
