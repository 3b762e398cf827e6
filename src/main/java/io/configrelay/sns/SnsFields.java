package io.configrelay.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys of a message, each in the only form in which SNS writes it. AWS's verifier signs what it has understood, not
 * what stands in the body: other forms of a time, of Base64 or of a character would pass its check.
 *
 * <p>Keys: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
final class SnsFields {

    private static final List<String> ALWAYS =
            List.of("MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL");

    /** Further keys of each {@code Type}. */
    private static final Map<String, List<String>> TYPES = Map.of(
            "Notification", List.of(),
            "SubscriptionConfirmation", List.of("Token", "SubscribeURL"),
            "UnsubscribeConfirmation", List.of("Token", "SubscribeURL"));

    /**
     * Keys and values are signed as lines one below the other. In any of these a line feed would let a part of the
     * message pass for the value of another key; in {@code Message}, which comes first, it would not.
     */
    private static final List<String> ONE_LINE = List.of("MessageId", "Subject", "Token");

    /** Always three digits behind the second. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Map<String, Object> fields;
    private final Instant timestamp;

    private SnsFields(Map<String, Object> fields) {
        this.fields = fields;
        this.timestamp = time(text("Timestamp"));
    }

    /**
     * Reads the body of a request.
     *
     * @throws SnsRefusedException when it has another form than what SNS posts
     */
    static SnsFields of(String body) {
        Map<String, Object> fields;
        try {
            fields = Json.object(Json.readStrict(body));
        } catch (JsonProcessingException e) {
            throw notSns("the body is no JSON object, or has a key twice");
        }
        List<String> further = TYPES.get(String.valueOf(fields.get("Type")));
        if (further == null) {
            throw notSns("the body has no Type that SNS sends");
        }
        SnsFields checked = new SnsFields(fields);
        Stream.concat(ALWAYS.stream(), further.stream()).forEach(checked::text);
        fields.forEach(SnsFields::checkText);
        checkSignature(checked.text("Signature"));
        return checked;
    }

    /**
     * The text of a key.
     *
     * @throws SnsRefusedException when there is none
     */
    String text(String key) {
        if (fields.get(key) instanceof String text) {
            return text;
        }
        throw notSns("the body has no " + key);
    }

    /** When SNS says that it was published. */
    Instant timestamp() {
        return timestamp;
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (TIME.format(time).equals(text)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw notSns("its Timestamp is not a time as SNS writes it, such as 2026-11-20T09:16:53.032Z");
    }

    private static void checkText(String key, Object value) {
        if (!(value instanceof String text)) {
            return;
        }
        if (ONE_LINE.contains(key) && text.indexOf('\n') >= 0) {
            throw notSns("its %s has more than one line".formatted(key));
        }
        // Half a surrogate pair would be signed as a question mark.
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        if (!encoder.canEncode(text)) {
            throw notSns("it has text that is no Unicode");
        }
    }

    /** Base64 has more than one text for the same bytes: without padding, and with bits behind the last byte. */
    private static void checkSignature(String text) {
        try {
            if (Base64.getEncoder()
                    .encodeToString(Base64.getDecoder().decode(text))
                    .equals(text)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw new SnsRefusedException(SnsReply.BAD_SIGNATURE, "its Signature is not in Base64 as SNS writes it");
    }

    private static SnsRefusedException notSns(String detail) {
        return new SnsRefusedException(SnsReply.NOT_SNS_MESSAGE, detail);
    }
}
