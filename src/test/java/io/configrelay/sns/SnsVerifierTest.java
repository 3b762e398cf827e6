package io.configrelay.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.event.Json;
import io.configrelay.sandbox.SnsMessages;
import io.configrelay.sandbox.SnsStandIn;
import io.configrelay.sandbox.SnsStandIn.Answer;
import io.configrelay.sandbox.TestAuthority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;

/** Only what SNS signed for a listed topic, lately, is accepted; nothing is fetched for anything else. */
class SnsVerifierTest {

    private SnsStandIn sns;
    private SnsVerifier verifier;

    @BeforeEach
    void start() {
        sns = SnsStandIn.start();
        verifier = verifier(Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        verifier.close();
        sns.close();
    }

    private SnsVerifier verifier(Clock clock) {
        List<TopicArn> topics = Stream.of(SnsStandIn.TOPIC, "arn:aws:sns:us-east-1:123456789012:config")
                .map(text -> TopicArn.parse(text).orElseThrow())
                .toList();
        return new SnsVerifier(topics, Duration.ofHours(1), clock, new SnsHttp(sns.client()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aSignedMessageIsAccepted(String version) {
        Map<String, Object> fields = sns.messages(version).notificationFields(SnsStandIn.TOPIC, "\"{ü\n\u2028}\"");
        fields.put("Subject", "[AWS Config]");

        SnsMessage message = verifier.verify(sns.messages(version).signed(fields));

        assertThat(message.message()).isEqualTo("\"{ü\n\u2028}\"");
        assertThat(message.messageId()).isEqualTo(fields.get("MessageId"));
    }

    @Test
    void aCertificateIsFetchedOnce() {
        for (int i = 0; i < 20; i++) {
            verifier.verify(sns.messages("2").notification(SnsStandIn.TOPIC, "message " + i));
        }
        assertThat(sns.visited()).hasSize(1);
    }

    static Stream<String> wrongCertificateUrls() {
        String host = SnsStandIn.HOST;
        return Stream.of(
                "http://" + host + "/SimpleNotificationService-signer.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-signer.pem",
                "https://" + host + ".attacker.example/SimpleNotificationService-signer.pem",
                "https://attacker.example/" + host + "/SimpleNotificationService-signer.pem",
                "https://attacker.example#" + host + "/SimpleNotificationService-signer.pem",
                "https://" + host + "@attacker.example/SimpleNotificationService-signer.pem",
                "https://user@" + host + "/SimpleNotificationService-signer.pem",
                "https://" + host + ":443/SimpleNotificationService-signer.pem",
                "https://" + host + ":8443/SimpleNotificationService-signer.pem",
                "https://" + host + "./SimpleNotificationService-signer.pem",
                "https://SNS.eu-west-1.amazonaws.com/SimpleNotificationService-signer.pem",
                "https://sns.eu-west-1.amazonaws.com.cn/SimpleNotificationService-signer.pem",
                "https://sns.eu-west-1.аmazonaws.com/SimpleNotificationService-signer.pem",
                "https://sns.eu-west-1.xn--mazonaws-4fg.com/SimpleNotificationService-signer.pem",
                "https://127.0.0.1/SimpleNotificationService-signer.pem",
                "https://" + host + "\\@attacker.example/SimpleNotificationService-signer.pem",
                "https://" + host + "/SimpleNotificationService-signer.pem?x=1",
                "https://" + host + "/SimpleNotificationService-signer.pem#x",
                "https://" + host + "/a/../SimpleNotificationService-signer.pem",
                "https://" + host + "/%2e%2e/SimpleNotificationService-signer.pem",
                "https://" + host + "/certificate.txt",
                "file:///etc/passwd",
                "jar:https://" + host + "/x.pem!/",
                "//" + host + "/SimpleNotificationService-signer.pem",
                "SimpleNotificationService-signer.pem",
                "",
                " ");
    }

    @ParameterizedTest
    @MethodSource("wrongCertificateUrls")
    void aCertificateFromElsewhereIsRefusedUnseen(String url) {
        SnsMessages forged =
                new SnsMessages(sns.authority().issue(SnsStandIn.SIGNER).key(), url, "2");

        assertRefused(forged.notification(SnsStandIn.TOPIC, "x"), SnsReply.BAD_CERTIFICATE_URL);
        assertThat(sns.visited()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-west-1:123456789012:other",
                "arn:aws:sns:eu-west-1:210987654321:config",
                "arn:aws:sns:ap-south-1:123456789012:config",
                "arn:aws-cn:sns:eu-west-1:123456789012:config",
                "arn:aws:sns:eu-west-1:123456789012:config ",
                "*",
                ""
            })
    void anUnlistedTopicIsRefusedUnseen(String topic) {
        assertRefused(sns.messages("2").notification(topic, "x"), SnsReply.TOPIC_NOT_LISTED);
        assertThat(sns.visited()).isEmpty();
    }

    @Test
    void aTopicOfOneRegionIsNotVouchedForByAnother() {
        assertRefused(
                sns.messages("2").notification("arn:aws:sns:us-east-1:123456789012:config", "x"),
                SnsReply.BAD_CERTIFICATE_URL);
    }

    @ParameterizedTest
    @CsvSource({"PT59M,true", "PT61M,false", "-PT59M,true", "-PT61M,false", "PT8760H,false"})
    void anOldMessageIsRefusedUnseen(Duration age, boolean accepted) {
        String message = sns.messages("2").notification(SnsStandIn.TOPIC, "x");
        verifier = verifier(Clock.fixed(Instant.now().plus(age), ZoneOffset.UTC));

        if (accepted) {
            assertThat(verifier.verify(message).message()).isEqualTo("x");
        } else {
            assertRefused(message, SnsReply.STALE);
            assertThat(sns.visited()).isEmpty();
        }
    }

    static Stream<String> noSnsMessages() {
        return Stream.of(
                "",
                "null",
                "[]",
                "\"Type\"",
                "{}",
                "{\"Type\":\"Notification\"}",
                "{\"Type\":null}",
                "{\"Type\":[\"Notification\"]}",
                "{\"Type\":\"notification\"}",
                "{\"messageType\":\"ConfigurationItemChangeNotification\"}",
                "[".repeat(200_000),
                "{\"a\":".repeat(200_000));
    }

    @ParameterizedTest
    @MethodSource("noSnsMessages")
    void whatIsNoSnsMessageIsRefusedUnseen(String body) {
        assertRefused(body, SnsReply.NOT_SNS_MESSAGE);
        assertThat(sns.visited()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MessageId",
                "TopicArn",
                "Message",
                "Timestamp",
                "SignatureVersion",
                "Signature",
                "SigningCertURL",
                "Type"
            })
    void aKeyThatIsMissingOrNoTextOrTwiceIsRefused(String key) throws Exception {
        String message = sns.messages("2").notification(SnsStandIn.TOPIC, "x");
        Map<String, Object> fields = new LinkedHashMap<>(Json.object(Json.read(message)));
        Object value = fields.remove(key);
        assertRefused(Json.write(fields), SnsReply.NOT_SNS_MESSAGE);
        fields.put(key, null);
        assertRefused(Json.write(fields), SnsReply.NOT_SNS_MESSAGE);
        fields.put(key, List.of(value));
        assertRefused(Json.write(fields), SnsReply.NOT_SNS_MESSAGE);

        String twice = "{%s:%s,%s".formatted(Json.write(key), Json.write(value), message.substring(1));
        assertRefused(twice, SnsReply.NOT_SNS_MESSAGE);
        assertThat(sns.visited()).isEmpty();
    }

    @Test
    void whatIsNotSignedDoesNotGoOn() throws Exception {
        String message = sns.messages("2").notification(SnsStandIn.TOPIC, "signed");
        Map<String, Object> fields = new LinkedHashMap<>(Json.object(Json.read(message)));
        fields.put("messageType", "ConfigurationItemChangeNotification");
        fields.put("Records", List.of(Map.of("Sns", Map.of("Message", "forged"))));

        assertThat(verifier.verify(Json.write(fields)).message()).isEqualTo("signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "", "1.0", "SHA256"})
    void aSignatureVersionThatDoesNotExistIsRefused(String version) throws Exception {
        String message = sns.messages("2").notification(SnsStandIn.TOPIC, "x");
        Map<String, Object> fields = new LinkedHashMap<>(Json.object(Json.read(message)));
        fields.put("SignatureVersion", version);

        assertRefused(Json.write(fields), SnsReply.BAD_SIGNATURE);
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() {
        String url = sns.messages("2").certificateUrl();
        SnsMessages forged =
                new SnsMessages(sns.authority().issue(SnsStandIn.SIGNER).key(), url, "2");

        assertRefused(forged.notification(SnsStandIn.TOPIC, "x"), SnsReply.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"attacker.example,-1,1", "sns.amazonaws.com,-2,-1", "sns.amazonaws.com,1,2"})
    void aCertificateOfAnotherNameOrTimeIsRefused(String name, int fromDays, int toDays) {
        Instant now = Instant.now();
        TestAuthority.Issued issued =
                sns.authority().issue(name, now.plus(fromDays, ChronoUnit.DAYS), now.plus(toDays, ChronoUnit.DAYS));
        SnsMessages forged = new SnsMessages(issued.key(), sns.certificate("other", issued.pem()), "2");

        assertRefused(forged.notification(SnsStandIn.TOPIC, "x"), SnsReply.BAD_SIGNATURE);
    }

    static Stream<Answer> noCertificates() {
        return Stream.of(
                Answer.of(404, "<Error/>"),
                Answer.of(500, ""),
                new Answer(302, "", "https://attacker.example/x.pem", 0),
                new Answer(200, "", null, 6_000),
                Answer.of(200, "x".repeat(70_000)));
    }

    @ParameterizedTest
    @MethodSource("noCertificates")
    void aCertificateThatCanNotBeFetchedIsNoFaultOfTheMessage(Answer answer) {
        SnsMessages messages =
                new SnsMessages(sns.authority().issue(SnsStandIn.SIGNER).key(), sns.certificate("away", answer), "2");

        assertRefused(messages.notification(SnsStandIn.TOPIC, "x"), SnsReply.CERTIFICATE_UNAVAILABLE);
        assertThat(sns.visited()).as("no redirect is followed").hasSize(1);
    }

    @Test
    void whatWasAwayIsFoundLater() {
        String url = sns.certificate("late", Answer.of(503, ""));
        TestAuthority.Issued issued = sns.authority().issue(SnsStandIn.SIGNER);
        String message = new SnsMessages(issued.key(), url, "2").notification(SnsStandIn.TOPIC, "late");
        assertRefused(message, SnsReply.CERTIFICATE_UNAVAILABLE);

        sns.certificate("late", issued.pem());

        assertThat(verifier.verify(message).message()).isEqualTo("late");
    }

    @Test
    void thousandsOfCertificateNamesFetchNothingFromElsewhereAndPushNothingOut() {
        verifier.verify(sns.messages("2").notification(SnsStandIn.TOPIC, "first"));
        TestAuthority.Issued attacker = sns.authority().issue("attacker.example");
        for (int i = 0; i < 2_000; i++) {
            String url = i % 2 == 0
                    ? "https://" + SnsStandIn.HOST + "/SimpleNotificationService-none" + i + ".pem"
                    : sns.certificate("attacker" + i, attacker.pem());
            String forged = new SnsMessages(attacker.key(), url, "2").notification(SnsStandIn.TOPIC, "x");
            assertRefused(forged, i % 2 == 0 ? SnsReply.CERTIFICATE_UNAVAILABLE : SnsReply.BAD_SIGNATURE);
        }
        assertThat(sns.visited()).allMatch(url -> url.startsWith("https://" + SnsStandIn.HOST + "/Simple"));

        int before = sns.visited().size();
        verifier.verify(sns.messages("2").notification(SnsStandIn.TOPIC, "last"));
        assertThat(sns.visited()).as("the certificate is still known").hasSize(before);
    }

    private void assertRefused(String body, SnsReply reply) {
        assertThatThrownBy(() -> verifier.verify(body)).isInstanceOfSatisfying(SnsRefusedException.class, refused -> {
            assertThat(refused.reply()).isEqualTo(reply);
            assertThat(refused.getMessage()).doesNotContain("attacker");
        });
    }
}
