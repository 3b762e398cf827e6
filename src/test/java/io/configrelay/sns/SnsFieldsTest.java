package io.configrelay.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.event.Json;
import io.configrelay.sandbox.SnsStandIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What AWS's verifier would sign alike is refused unless it is what SNS wrote. Each of these passes that verifier, or is
 * a neighbour of one that does.
 */
class SnsFieldsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T00:10:00Z");
    private static final String SENT = "2026-11-20T00:00:00.000Z";

    private static SnsStandIn sns;
    private static SnsVerifier verifier;

    @BeforeAll
    static void start() {
        sns = SnsStandIn.start();
        verifier = new SnsVerifier(
                List.of(TopicArn.parse(SnsStandIn.TOPIC).orElseThrow()),
                Duration.ofHours(1),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new SnsHttp(sns.client()));
    }

    @AfterAll
    static void stop() {
        verifier.close();
        sns.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T00:00:00.0007Z",
                "2026-11-20T00:00:00.000999999Z",
                "2026-11-20T00:00:00.000000Z",
                "2026-11-20T00:00:00.00Z",
                "2026-11-20T00:00:00.Z",
                "2026-11-20T00:00:00Z",
                "2026-11-20T00:00Z",
                "2026-11-19T24:00:00.000Z",
                "2026-11-20T01:00:00.000+01:00",
                "2026-11-20T00:00:00.000+00:00",
                "2026-11-20T00:00:00.000-00:00",
                "2026-11-20t00:00:00.000Z",
                "2026-11-20T00:00:00.000z",
                "2026-11-20 00:00:00.000Z",
                "+2026-11-20T00:00:00.000Z",
                "2026-11-20T00:00:00,000Z",
                "２０２６-11-20T00:00:00.000Z",
                " 2026-11-20T00:00:00.000Z",
                "2026-11-20T00:00:00.000Z ",
                "2026-11-20T00:00:00.000Z[UTC]",
                "1795132800000",
                ""
            })
    void aTimeInAnotherFormIsRefused(String time) {
        assertRefused(
                changed(fields("x"), "Timestamp", time),
                SnsReply.NOT_SNS_MESSAGE,
                "its Timestamp is not a time as SNS writes it, such as 2026-11-20T09:16:53.032Z");
    }

    @Test
    void aLeapSecondIsRefused() {
        Map<String, Object> fields = fields("x");
        fields.put("Timestamp", "2026-11-19T23:59:59.500Z");

        assertThat(accepted(signed(fields))).isEqualTo("x");
        assertRefused(changed(fields, "Timestamp", "2026-11-19T23:59:60.500Z"), SnsReply.NOT_SNS_MESSAGE, "not a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {SENT, "2026-11-20T00:09:16.032Z", "2026-11-20T00:09:16.999Z"})
    void aTimeAsSnsWritesItIsAccepted(String time) {
        Map<String, Object> fields = fields("x");
        fields.put("Timestamp", time);

        assertThat(accepted(signed(fields))).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"MessageId,a?c,a\\ud800c", "Message,open?,open\\udc00", "Subject,Why?,Why\\ud83d"})
    void halfACharacterDoesNotPassForAQuestionMark(String key, String sent, String escaped) {
        Map<String, Object> fields = fields("x");
        fields.put(key, sent);
        String message = Json.write(signed(fields));

        assertThat(verifier.verify(message).messageId()).isEqualTo(fields.get("MessageId"));
        assertRefused(
                message.replace(Json.write(sent), "\"" + escaped + "\""),
                SnsReply.NOT_SNS_MESSAGE,
                "it has text that is no Unicode");
    }

    @Test
    void aPartOfTheMessageDoesNotPassForAnotherKey() {
        Map<String, Object> fields = fields("1\nMessageId\n2");
        Map<String, Object> message = signed(fields);
        message.put("Message", "1");
        message.put("MessageId", "2\nMessageId\n" + fields.get("MessageId"));

        assertRefused(message, SnsReply.NOT_SNS_MESSAGE, "its MessageId has more than one line");
    }

    @Test
    void theSubjectDoesNotPassForAPartOfTheId() {
        Map<String, Object> fields = fields("x");
        fields.put("Subject", "s");
        Map<String, Object> message = signed(fields);
        message.put("MessageId", message.get("MessageId") + "\nSubject\n" + message.remove("Subject"));

        assertRefused(message, SnsReply.NOT_SNS_MESSAGE, "its MessageId has more than one line");
    }

    @Test
    void aMessageOfSeveralLinesIsAccepted() {
        String text = "{\n  \"MessageId\": \"x\"\n}\nTimestamp\n";
        assertThat(accepted(signed(fields(text)))).isEqualTo(text);
    }

    @Test
    void aSignatureInOtherBase64IsRefused() {
        Map<String, Object> message = signed(fields("x"));
        String signature = message.get("Signature").toString();
        // 256 bytes: the last of them shares its character with four bits that are nought.
        assertThat(signature).endsWith("==");
        int last = signature.length() - 3;
        char behind = (char) (signature.charAt(last) + 1);
        for (String other : List.of(
                signature.substring(0, signature.length() - 2),
                signature.substring(0, signature.length() - 1),
                signature.substring(0, last) + behind + "==",
                signature + "\n",
                signature.substring(0, 76) + "\r\n" + signature.substring(76),
                " " + signature,
                "")) {
            assertRefused(changed(message, other), SnsReply.BAD_SIGNATURE, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" 2", "2 ", "02", "2.0", "２", "1", "SHA256", ""})
    void aSignatureVersionInAnotherFormIsRefused(String version) {
        assertRefused(changed(fields("x"), "SignatureVersion", version), SnsReply.BAD_SIGNATURE, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notification", "NOTIFICATION", "Notification ", "Unknown"})
    void aTypeInAnotherFormIsRefused(String type) {
        assertRefused(
                changed(fields("x"), "Type", type), SnsReply.NOT_SNS_MESSAGE, "the body has no Type that SNS sends");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://sns.eu-west-1.amazonaws.com/?Token=A",
                "https://SNS.eu-west-1.amazonaws.com/?Token=A",
                "https://sns.eu-west-1.amazonaws.com:443/?Token=A",
                "https://sns.eu-west-1.amazonaws.com?Token=A",
                "https://sns.eu-west-1.amazonaws.com/./?Token=A",
                "https://sns.eu-west-1.amazonaws.com/?Token=%41",
                "https://sns.eu-west-1.amazonaws.com/?Token=A#",
                "https://sns.eu-west-1.amazonaws.com/?Token=A ",
                "https://sns.eu-west-1.amazonaws.com/?Token=A\nTimestamp"
            })
    void aUrlInAnotherFormIsRefused(String url) {
        Map<String, Object> fields = fields("x");
        fields.put("Type", "SubscriptionConfirmation");
        fields.put("Token", "t");
        fields.put("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Token=A");

        assertThat(accepted(signed(fields))).isEqualTo("x");
        assertRefused(changed(fields, "SubscribeURL", url), SnsReply.BAD_SIGNATURE, "");
    }

    @Test
    void aSubjectIsSignedWhereThereIsOne() {
        Map<String, Object> without = fields("x");
        Map<String, Object> with = fields("x");
        with.put("Subject", "s");
        Map<String, Object> taken = signed(with);
        taken.remove("Subject");

        assertThat(accepted(signed(with))).isEqualTo("x");
        assertRefused(taken, SnsReply.BAD_SIGNATURE, "");
        for (Object subject : new Object[] {"", "s", null, 1, false, List.of(), Map.of()}) {
            assertRefused(changed(without, "Subject", subject), SnsReply.BAD_SIGNATURE, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MessageId", "Message", "Timestamp", "SignatureVersion"})
    void aNumberIsNoText(String key) {
        Map<String, Object> fields = fields("1");
        fields.put("MessageId", "1");
        Map<String, Object> message = signed(fields);
        message.put(key, 1);

        assertRefused(message, SnsReply.NOT_SNS_MESSAGE, "the body has no " + key);
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedHoweverItIsWritten() {
        String message = Json.write(signed(fields("signed")));
        for (String key : List.of("Message", "\\u004dessage", "Messag\\u0065")) {
            String forged = "\"" + key + "\":\"forged\"";
            assertRefused("{" + forged + "," + message.substring(1), SnsReply.NOT_SNS_MESSAGE, "or has a key twice");
            assertRefused(
                    message.substring(0, message.length() - 1) + "," + forged + "}",
                    SnsReply.NOT_SNS_MESSAGE,
                    "or has a key twice");
        }
    }

    @Test
    void otherJsonOfTheSameMessageSaysTheSame() {
        String message = Json.write(signed(fields("A/B")));
        for (String same : List.of(
                message.replace("A/B", "\\u0041\\/B"),
                message.replace("\"Message\"", "\"M\\u0065ssage\""),
                message.replace(",", " ,\r\n\t"),
                message + "\n")) {
            assertThat(verifier.verify(same).message()).isEqualTo("A/B");
        }
        assertRefused("\uFEFF" + message, SnsReply.NOT_SNS_MESSAGE, "the body is no JSON object");
    }

    @Test
    void keysOfNoMeaningChangeNothing() {
        Map<String, Object> message = signed(fields("x"));
        message.putAll(Map.of("message", "y", "Token", "y", "SubscribeURL", "y", "MessageAttributes", Map.of()));

        assertThat(accepted(message)).isEqualTo("x");
    }

    private static Map<String, Object> fields(String message) {
        Map<String, Object> fields = sns.messages("2").notificationFields(SnsStandIn.TOPIC, message);
        fields.put("Timestamp", SENT);
        return fields;
    }

    private static Map<String, Object> signed(Map<String, Object> fields) {
        try {
            return new LinkedHashMap<>(Json.object(Json.read(sns.messages("2").signed(fields))));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> changed(Map<String, Object> fields, String key, Object value) {
        Map<String, Object> message = signed(fields);
        message.put(key, value);
        return message;
    }

    private static Map<String, Object> changed(Map<String, Object> signed, String signature) {
        Map<String, Object> message = new LinkedHashMap<>(signed);
        message.put("Signature", signature);
        return message;
    }

    private static String accepted(Map<String, Object> message) {
        return verifier.verify(Json.write(message)).message();
    }

    private static void assertRefused(Map<String, Object> message, SnsReply reply, String detail) {
        assertRefused(Json.write(message), reply, detail);
    }

    private static void assertRefused(String body, SnsReply reply, String detail) {
        assertThatThrownBy(() -> verifier.verify(body))
                .isInstanceOfSatisfying(
                        SnsRefusedException.class,
                        refused -> assertThat(refused.reply()).isEqualTo(reply))
                .hasMessageContaining(detail);
    }
}
