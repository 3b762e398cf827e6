package io.configrelay.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Slack said to a post, and so what to do next. Slack's own {@linkplain SlackWord word} decides first, the HTTP
 * status only where the word is unknown: a 200 is no success unless its body says so.
 */
public sealed interface SlackAnswer {

    /** Whether it went well, in a word for metrics: {@code ok}, or why not. */
    default String outcome() {
        return "ok";
    }

    /**
     * The message is in its channel.
     *
     * @param ts by which the Web API knows it there; a webhook doesn't say
     */
    record Delivered(Optional<String> ts) implements SlackAnswer {}

    /**
     * The same post can succeed later.
     *
     * @param word Slack's own word for it, or {@code http_} and the status
     * @param status the HTTP status
     * @param retryAfter how long Slack asked to wait, where it did
     */
    record TryLater(String word, int status, Optional<Duration> retryAfter) implements SlackAnswer {
        @Override
        public String outcome() {
            return "try_later";
        }
    }

    /** Slack can't take this message; the channel is well. */
    record Refused(String word, int status) implements SlackAnswer {
        @Override
        public String outcome() {
            return "refused";
        }
    }

    /** Slack takes nothing for this channel until somebody mends it. */
    record Rejected(String word, int status) implements SlackAnswer {
        @Override
        public String outcome() {
            return "rejected";
        }
    }

    /**
     * Reads an answer.
     *
     * @param status the HTTP status
     * @param body as it came, null counts as empty
     * @param retryAfter the Retry-After header, in seconds; null where there is none
     */
    static SlackAnswer of(int status, String body, String retryAfter) {
        String text = body == null ? "" : body.strip();
        Optional<Map<String, Object>> json = json(text);
        String word = json.map(SlackAnswer::error).orElse(text).toLowerCase(Locale.ROOT);
        if (status == 200 && word.equals("ok")) {
            return new Delivered(json.map(answer -> Json.text(answer, "ts")));
        }
        String reason = SlackWord.isWord(word) ? word : "http_" + status;
        return switch (SlackWord.meaning(word).orElseGet(() -> meaning(status, json.isPresent()))) {
            case TRY_LATER -> new TryLater(reason, status, seconds(retryAfter));
            case REFUSED -> new Refused(reason, status);
            case REJECTED -> new Rejected(reason, status);
        };
    }

    /** What a status means under a word that nobody has documented. */
    private static SlackWord.Meaning meaning(int status, boolean json) {
        if (status == 429 || status == 408 || status >= 500) {
            return SlackWord.Meaning.TRY_LATER;
        }
        // A webhook's 200 speaks of the payload; the Web API's 200 with ok:false may speak of anything.
        return status == 413 || (status == 200 && !json) ? SlackWord.Meaning.REFUSED : SlackWord.Meaning.REJECTED;
    }

    private static Optional<Map<String, Object>> json(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.object(Json.read(text)));
        } catch (JsonProcessingException e) {
            // So long that it was cut, it still begins with what counts; chat.postMessage repeats the message after it.
            return Optional.of(Json.beginning(text)).filter(cut -> cut.containsKey("ok"));
        }
    }

    private static String error(Map<String, Object> json) {
        return Boolean.TRUE.equals(json.get("ok")) ? "ok" : String.valueOf(json.get("error"));
    }

    private static Optional<Duration> seconds(String retryAfter) {
        if (retryAfter == null || !retryAfter.strip().matches("\\d{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.max(1, Long.parseLong(retryAfter.strip()))));
    }
}
