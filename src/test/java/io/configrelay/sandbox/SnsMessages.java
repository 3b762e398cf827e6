package io.configrelay.sandbox;

import io.configrelay.event.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages as SNS posts them, signed with a key of the test's own.
 *
 * @param key signs
 * @param certificateUrl says where the key's certificate is
 * @param version {@code 1} (SHA-1) or {@code 2} (SHA-256)
 */
public record SnsMessages(PrivateKey key, String certificateUrl, String version) {

    private static final List<String> SIGNED =
            List.of("Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type");

    /** A notification of now, with an id of its own. */
    public String notification(String topicArn, String message) {
        return signed(notificationFields(topicArn, message));
    }

    /** What a notification of now says, not signed yet. */
    public Map<String, Object> notificationFields(String topicArn, String message) {
        return fields("Notification", topicArn, message);
    }

    /** {@code SubscriptionConfirmation} or {@code UnsubscribeConfirmation} with this SubscribeURL. */
    public String confirmation(String type, String topicArn, String subscribeUrl) {
        Map<String, Object> fields = fields(type, topicArn, "You have chosen to subscribe to the topic " + topicArn);
        fields.put("Token", "2336412f37fb687f5d51e6e2425929f5");
        fields.put("SubscribeURL", subscribeUrl);
        return signed(fields);
    }

    private static Map<String, Object> fields(String type, String topicArn, String message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Type", type);
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", topicArn);
        fields.put("Message", message);
        fields.put(
                "Timestamp",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z"));
        return fields;
    }

    /** These fields with their signature, as JSON. */
    public String signed(Map<String, Object> fields) {
        StringBuilder text = new StringBuilder();
        SIGNED.stream()
                .filter(fields::containsKey)
                .forEach(name ->
                        text.append(name).append('\n').append(fields.get(name)).append('\n'));
        Map<String, Object> message = new LinkedHashMap<>(fields);
        message.put("SignatureVersion", version);
        message.put("Signature", sign(text.toString()));
        message.put("SigningCertURL", certificateUrl);
        return Json.write(message);
    }

    private String sign(String text) {
        try {
            Signature signature = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
