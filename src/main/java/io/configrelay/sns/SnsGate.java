package io.configrelay.sns;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;

/** Admits a request: whatever passes comes from SNS, or from someone who knows the secret of raw delivery. */
public final class SnsGate {

    /** Variable with the message's type, by which the route goes on. */
    private static final String TYPE = "snsType";

    private final String path;
    private final String rawSecret;
    private final SnsVerifier verifier;
    private final Clock clock;

    /**
     * @param path at which SNS posts; the secret may follow it
     * @param rawSecret lets unsigned messages in; empty refuses them all
     */
    SnsGate(String path, String rawSecret, SnsVerifier verifier, Clock clock) {
        this.path = path;
        this.rawSecret = rawSecret;
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * Puts what SNS said in the place of what was posted. No header of the request goes on.
     *
     * @throws SnsRefusedException when nothing of it may go on
     */
    public void admit(Exchange exchange) {
        Message request = exchange.getMessage();
        boolean secretInPath = secretInPath(request.getHeader(Exchange.HTTP_PATH, "", String.class));
        String body = text(request.getBody(byte[].class));
        SnsMessage message = "true".equalsIgnoreCase(header(request, "x-amz-sns-rawdelivery"))
                ? raw(request, body, secretInPath)
                : verifier.verify(body);
        request.removeHeaders("*");
        request.setBody(message);
        exchange.setVariable(TYPE, message.type().toString());
    }

    private boolean secretInPath(String requested) {
        if (requested.equals(path)) {
            return false;
        }
        if (requested.startsWith(path + "/") && isSecret(requested.substring(path.length() + 1))) {
            return true;
        }
        throw new SnsRefusedException(SnsReply.NOT_FOUND, "nothing is at the path that was asked for");
    }

    /** Raw delivery: the body is the message alone, and headers say what the envelope would. */
    private SnsMessage raw(Message request, String body, boolean secretInPath) {
        if (rawSecret.isEmpty()) {
            throw new SnsRefusedException(
                    SnsReply.RAW_NOT_ALLOWED,
                    "raw message delivery has no signature. Switch it off for this subscription, or see"
                            + " relay.sns.allow-raw");
        }
        if (!secretInPath && !isSecret(password(header(request, "Authorization")))) {
            throw new SnsRefusedException(
                    SnsReply.RAW_NOT_AUTHORIZED, "raw message delivery without the secret in the path or as password");
        }
        String messageId = header(request, "x-amz-sns-message-id");
        if (messageId.isEmpty()) {
            throw new SnsRefusedException(
                    SnsReply.NOT_SNS_MESSAGE, "raw message delivery without x-amz-sns-message-id");
        }
        return SnsNotification.builder()
                .messageId(messageId)
                .topicArn(
                        verifier.listed(header(request, "x-amz-sns-topic-arn")).text())
                .timestamp(clock.instant())
                .message(body)
                .build();
    }

    /** Compared in constant time, so that the time tells nothing of it. */
    private boolean isSecret(String text) {
        return !rawSecret.isEmpty() && MessageDigest.isEqual(bytes(text), bytes(rawSecret));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The password of HTTP basic authentication, RFC 7617; empty where there is none. */
    private static String password(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String header(Message request, String name) {
        return request.getHeader(name, "", String.class);
    }

    /** Always UTF-8, whatever the request claims: SNS posts nothing else. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body == null ? new byte[0] : body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SnsRefusedException(SnsReply.NOT_SNS_MESSAGE, "the body is no UTF-8");
        }
    }
}
