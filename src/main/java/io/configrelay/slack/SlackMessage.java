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
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(payload(payload));
        return Json.write(all);
    }

    /** The last attempt after a refusal: the plain text. */
    public SlackMessage plain() {
        return new SlackMessage(JSON, plainBody, plainBody, events, details);
    }

    /** The same, calling nobody; nothing where it calls nobody. Not for every message: it reads the payload again. */
    public Optional<SlackMessage> unmentioned() {
        boolean json = contentType.equals(JSON);
        Map<String, Object> plain = payload(plainBody);
        Map<String, Object> payload = json ? payload(body) : plain;
        Map<String, Object> silent = Mentions.removedFrom(payload);
        Map<String, Object> silentPlain = Mentions.removedFrom(plain);
        if (silent.equals(payload) && silentPlain.equals(plain)) {
            return Optional.empty();
        }
        String silentBody = json ? Json.write(silent) : ClassicFormat.form(PythonJson.dumps(silent));
        return Optional.of(new SlackMessage(contentType, silentBody, Json.write(silentPlain), events, details));
    }

    private static Map<String, Object> payload(String text) {
        try {
            return Json.object(Json.read(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every message is JSON", e);
        }
    }
}
