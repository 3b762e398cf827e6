package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.Events;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final String MESSAGE = Events.securityGroup("sg-1");

    @Test
    void aBareMessageHasTheIdOfItsDelivery() {
        assertThat(only(MESSAGE)).satisfies(notification -> {
            assertThat(notification.id()).isEqualTo("delivery-1");
            assertThat(notification.original()).isEqualTo(MESSAGE);
            assertThat(notification.message()).isEqualTo(read(MESSAGE));
        });
    }

    @Test
    void anSnsEnvelopeGivesIdAndTopic() {
        String body = Events.inSns(MESSAGE, "sns-1");

        assertThat(only(body)).satisfies(notification -> {
            assertThat(notification.id()).isEqualTo("sns-1");
            assertThat(notification.topicArn()).isEqualTo("arn:aws:sns:eu-central-1:210987654321:config");
            assertThat(notification.original()).isEqualTo(body);
            assertThat(notification.message()).isEqualTo(read(MESSAGE));
        });
    }

    @Test
    void aMessageMayBeAnObjectAsInAwssDocumentation() {
        String body = "{\"Type\":\"Notification\",\"MessageId\":\"sns-1\",\"Message\":" + MESSAGE + "}";

        assertThat(only(body).message()).isEqualTo(read(MESSAGE));
    }

    @Test
    void aLambdaEventOfOneRecordIsThatNotification() {
        String body = Json.write(Map.of("Records", List.of(sns("sns-1", MESSAGE))));

        assertThat(only(body)).satisfies(notification -> {
            assertThat(notification.id()).isEqualTo("sns-1");
            assertThat(notification.original()).isEqualTo(body);
        });
    }

    @Test
    void aLambdaEventOfSeveralRecordsIsSeveralNotifications() {
        String second = Events.securityGroup("sg-2");
        Map<String, Object> nameless = Map.of("Sns", Map.of("Message", second));
        List<Opened> opened =
                Envelope.open("delivery-1", Json.write(Map.of("Records", List.of(sns("sns-1", MESSAGE), nameless))));

        assertThat(opened).extracting(Opened::id).containsExactly("sns-1", "delivery-1#1");
        assertThat(opened).extracting(Opened::original).containsExactly(MESSAGE, second);
    }

    @Test
    void aBadRecordDoesNotSpoilItsNeighbours() {
        List<Opened> opened = Envelope.open(
                "delivery-1", Json.write(Map.of("Records", List.of(sns("sns-1", "no JSON"), sns("sns-2", MESSAGE)))));

        assertThat(opened).hasExactlyElementsOfTypes(Unreadable.class, Notification.class);
        assertThatThrownBy(() -> opened.get(0).orThrow())
                .isInstanceOf(UnreadableException.class)
                .hasMessage("The body can't be read as JSON at line 1, column 3.");
    }

    @Test
    void anSqsRecordOfALambdaEventIsOpenedToo() {
        String body = Json.write(
                Map.of("Records", List.of(Map.of("messageId", "sqs-1", "body", Events.inSns(MESSAGE, "sns-1")))));

        assertThat(only(body).id()).isEqualTo("sns-1");
    }

    @Test
    void anEventBridgeEventGivesAccountAndRegionAlsoThroughSns() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "eb-1");
        event.put("detail-type", "Config Configuration Item Change");
        event.put("source", "aws.config");
        event.put("account", "111122223333");
        event.put("region", "us-east-2");
        event.put("detail", read(MESSAGE));
        String body = Json.write(event);

        for (String delivered : List.of(body, Events.inSns(body, "sns-1"))) {
            assertThat(only(delivered)).satisfies(notification -> {
                assertThat(notification.id()).isEqualTo("eb-1");
                assertThat(notification.account()).isEqualTo("111122223333");
                assertThat(notification.region()).isEqualTo("us-east-2");
            });
        }
    }

    @Test
    void aConfigRulesInvokingEventIsOpened() {
        String body = Json.write(Map.of("invokingEvent", MESSAGE, "accountId", "111122223333"));

        assertThat(only(body)).satisfies(notification -> {
            assertThat(notification.message()).isEqualTo(read(MESSAGE));
            assertThat(notification.account()).isEqualTo("111122223333");
        });
    }

    @Test
    void endlessNestingEnds() {
        String body = MESSAGE;
        for (int i = 0; i < 5; i++) {
            body = Events.inSns(body, "sns-" + i);
        }

        assertThat(Envelope.open("delivery-1", body))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.detail()).contains("nested"));
    }

    @Test
    void nothingIsUnreadable() {
        for (String body : new String[] {null, "", "null", "42", "\"text\"", "{}", "{\"Records\":[]}"}) {
            assertThat(Envelope.open("delivery-1", body))
                    .as(body)
                    .singleElement()
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static Map<String, Object> sns(String id, String message) {
        return Map.of("Sns", Map.of("MessageId", id, "Message", message));
    }

    private static Notification only(String body) {
        List<Opened> opened = Envelope.open("delivery-1", body);
        assertThat(opened).hasSize(1);
        return opened.get(0).orThrow();
    }

    private static Object read(String json) {
        try {
            return Json.read(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
