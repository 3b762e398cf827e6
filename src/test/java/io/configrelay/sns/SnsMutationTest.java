package io.configrelay.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.event.Json;
import io.configrelay.sandbox.SnsStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;
import software.amazon.awssdk.messagemanager.sns.model.SnsUnsubscribeConfirmation;

/**
 * A signed message that was tampered with is refused, or, where the tampering changed nothing that is signed, says the
 * same as before. The table of all tries is in the report of this test.
 */
class SnsMutationTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:20:00Z");

    private static SnsStandIn sns;
    private static SnsVerifier verifier;
    private static Map<Tampering, int[]> table;

    /** How a message is tampered with. */
    enum Tampering {
        A_BIT_FLIPPED,
        A_BYTE_REPLACED,
        A_BYTE_INSERTED,
        A_BYTE_REMOVED,
        CUT_OFF,
        TWO_BYTES_SWAPPED,
        A_VALUE_OF_ANOTHER_MESSAGE,
        A_VALUE_REPLACED,
        A_VALUE_IN_ANOTHER_FORM,
        A_KEY_REMOVED,
        A_KEY_ADDED;

        /** Half of a character. */
        private static final char HALF = '\uD800';

        byte[] apply(byte[] message, byte[] other, Random random) throws Exception {
            int at = random.nextInt(message.length);
            byte[] changed = message.clone();
            switch (this) {
                case A_BIT_FLIPPED -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case A_BYTE_REPLACED -> changed[at] = (byte) random.nextInt(256);
                case A_BYTE_INSERTED -> {
                    changed = new byte[message.length + 1];
                    System.arraycopy(message, 0, changed, 0, at);
                    changed[at] = (byte) random.nextInt(256);
                    System.arraycopy(message, at, changed, at + 1, message.length - at);
                }
                case A_BYTE_REMOVED -> {
                    changed = new byte[message.length - 1];
                    System.arraycopy(message, 0, changed, 0, at);
                    System.arraycopy(message, at + 1, changed, at, message.length - at - 1);
                }
                case CUT_OFF -> changed = java.util.Arrays.copyOf(message, at);
                case TWO_BYTES_SWAPPED -> {
                    int with = random.nextInt(message.length);
                    changed[at] = message[with];
                    changed[with] = message[at];
                }
                default -> changed = fields(message, other, random);
            }
            return changed;
        }

        private byte[] fields(byte[] message, byte[] other, Random random) throws Exception {
            Map<String, Object> fields = read(message);
            List<String> keys = List.copyOf(fields.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            switch (this) {
                case A_VALUE_OF_ANOTHER_MESSAGE -> fields.put(key, read(other).get(key));
                case A_VALUE_REPLACED ->
                    fields.put(
                            key, List.of("", "x", 1, true, List.of(), Map.of()).get(random.nextInt(6)));
                case A_VALUE_IN_ANOTHER_FORM -> {
                    key = List.of("Timestamp", "Message", "MessageId", "Signature", key)
                            .get(random.nextInt(5));
                    fields.put(key, otherForm(fields.get(key).toString(), random));
                }
                case A_KEY_REMOVED -> fields.remove(key);
                default ->
                    fields.put(
                            List.of("Subject", "messageType", "Records", "detail")
                                    .get(random.nextInt(4)),
                            "x");
            }
            // As an escape, because UTF-8 has no bytes for it.
            return Json.write(fields).replace(String.valueOf(HALF), "\\ud800").getBytes(StandardCharsets.UTF_8);
        }

        /** What a reader that is not strict could take for the same. */
        private static String otherForm(String value, Random random) {
            int at = List.of(0, value.length() - 1, value.length(), random.nextInt(value.length()))
                    .get(random.nextInt(4));
            return switch (random.nextInt(5)) {
                case 0 -> value.substring(0, at) + (1 + random.nextInt(9)) + value.substring(at);
                case 1 ->
                    value.substring(0, at) + List.of(" ", "\n", "\t", "=").get(random.nextInt(4)) + value.substring(at);
                case 2 -> value.replace('?', HALF);
                case 3 -> random.nextBoolean() ? value.toLowerCase(Locale.ROOT) : value.toUpperCase(Locale.ROOT);
                default -> value.replaceFirst("(=+|0+Z)$", "");
            };
        }

        private static Map<String, Object> read(byte[] message) throws Exception {
            return new LinkedHashMap<>(Json.object(Json.read(new String(message, StandardCharsets.UTF_8))));
        }
    }

    @BeforeContainer
    static void start() {
        sns = SnsStandIn.start();
        TopicArn topic = TopicArn.parse(SnsStandIn.TOPIC).orElseThrow();
        verifier = new SnsVerifier(
                List.of(topic), Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC), new SnsHttp(sns.client()));
        table = new EnumMap<>(Tampering.class);
    }

    @AfterContainer
    @SuppressWarnings("SystemOut") // The table is this test's report.
    static void stop() {
        verifier.close();
        sns.close();
        System.out.printf(
                "%-28s %6s %8s %22s %8s%n", "tampering", "tried", "refused", "says the same as before", "accepted");
        table.forEach((tampering, counts) ->
                System.out.printf("%-28s %6d %8d %22d %8d%n", tampering, counts[0], counts[1], counts[2], counts[3]));
        assertThat(table).hasSize(Tampering.values().length);
        assertThat(table)
                .allSatisfy((tampering, counts) ->
                        assertThat(counts[1]).as("%s: refused", tampering).isPositive());
    }

    @Property(tries = 3_000)
    void whatIsTamperedWithIsRefusedOrUnchanged(@ForAll Tampering tampering, @ForAll long seed, @ForAll boolean old)
            throws Exception {
        Random random = new Random(seed);
        String version = old ? "1" : "2";
        String original = message(version, random);
        String changed = new String(
                tampering.apply(
                        original.getBytes(StandardCharsets.UTF_8),
                        message(version, random).getBytes(StandardCharsets.UTF_8),
                        random),
                StandardCharsets.UTF_8);

        int[] counts = table.computeIfAbsent(tampering, first -> new int[4]);
        counts[0]++;
        SnsMessage accepted;
        try {
            accepted = verifier.verify(changed);
        } catch (SnsRefusedException e) {
            counts[1]++;
            return;
        }
        boolean same = said(accepted).equals(said(verifier.verify(original)));
        counts[same ? 2 : 3]++;
        assertThat(said(accepted)).as(changed).isEqualTo(said(verifier.verify(original)));
    }

    /** All that SNS signs. */
    private static List<Object> said(SnsMessage message) {
        List<Object> said = new ArrayList<>(List.of(
                message.type(), message.messageId(), message.topicArn(), message.timestamp(), message.message()));
        if (message instanceof SnsNotification notification) {
            said.add(notification.subject());
        } else if (message instanceof SnsSubscriptionConfirmation confirmation) {
            said.addAll(List.of(confirmation.token(), confirmation.subscribeUrl()));
        } else if (message instanceof SnsUnsubscribeConfirmation confirmation) {
            said.addAll(List.of(confirmation.token(), confirmation.subscribeUrl()));
        }
        return said;
    }

    /** Only the signature isn't the same in the next run, because the key isn't. */
    private static String message(String version, Random random) {
        String text = "{\"messageType\":\"x\",\"value\":\"é?%d\"}".formatted(random.nextInt(1_000_000));
        Map<String, Object> fields = sns.messages(version).notificationFields(SnsStandIn.TOPIC, text);
        fields.put("MessageId", new UUID(random.nextLong(), random.nextLong()).toString());
        fields.put("Timestamp", "2026-11-20T09:16:53.%03dZ".formatted(random.nextInt(1_000)));
        switch (random.nextInt(4)) {
            case 0 -> fields.put("Subject", "[AWS Config:eu-west-1] AWS::EC2::Subnet subnet-0a1b2c3d Updated");
            case 1 -> confirmation(fields, "SubscriptionConfirmation");
            case 2 -> confirmation(fields, "UnsubscribeConfirmation");
            default -> fields.put("UnsubscribeURL", SnsStandIn.SUBSCRIBE_URL);
        }
        return sns.messages(version).signed(fields);
    }

    private static void confirmation(Map<String, Object> fields, String type) {
        fields.put("Type", type);
        fields.put("Token", "2336412f37fb687f5d51e6e2425929f5");
        fields.put("SubscribeURL", SnsStandIn.SUBSCRIBE_URL);
    }
}
