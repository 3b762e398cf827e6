package io.configrelay.sns;

import io.configrelay.event.Json;
import io.configrelay.sandbox.SnsStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;

/**
 * Messages that SNS really signed, with its real certificates. A program of its own, so that it can be told the time at
 * which they were sent: the certificates have expired since.
 */
final class SnsRealMessages implements AutoCloseable {

    /** No part of this project. */
    static final Path SAMPLES = Path.of("../shared/sns-signed");

    private final SnsStandIn sns = SnsStandIn.start();
    private final List<String> messages = new ArrayList<>();
    private final SnsVerifier verifier;

    /**
     * @param prefix of the files to take
     * @param maxAge as of the setting {@code relay.sns.max-age}
     */
    SnsRealMessages(String prefix, Duration maxAge) throws IOException {
        for (Path certificate : files("certs", "")) {
            String name = certificate.getFileName().toString().replaceAll("SimpleNotificationService-|\\.pem", "");
            sns.certificate(name, Files.readString(certificate));
        }
        List<TopicArn> topics = new ArrayList<>();
        for (Path file : files("messages", prefix)) {
            String message = Files.readString(file);
            messages.add(message);
            String topic = Json.object(Json.read(message)).get("TopicArn").toString();
            topics.add(TopicArn.parse(topic).orElseThrow());
        }
        verifier = new SnsVerifier(
                topics.stream().distinct().toList(), maxAge, Clock.systemUTC(), new SnsHttp(sns.client()));
    }

    private static List<Path> files(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    List<String> messages() {
        return messages;
    }

    SnsVerifier verifier() {
        return verifier;
    }

    /**
     * Changes every bit of every byte of each message, one by one, and prints what came of it.
     *
     * @param args the prefix of the files to take
     */
    @SuppressWarnings("SystemOut") // The test that starts this program reads it.
    public static void main(String[] args) throws IOException {
        try (SnsRealMessages real = new SnsRealMessages(args[0], Duration.ofHours(1))) {
            for (String message : real.messages) {
                SnsMessage original = real.verifier.verify(message);
                int[] counts = new int[3];
                for (int at = 0; at < message.length() * 8; at++) {
                    byte[] changed = message.getBytes(StandardCharsets.UTF_8);
                    changed[at / 8] ^= (byte) (1 << (at % 8));
                    counts[real.outcome(new String(changed, StandardCharsets.UTF_8), original)]++;
                }
                System.out.printf(
                        "%s, signature version %s: accepted; bits changed: %d refused, %d that say the same, %d accepted%n",
                        original.type(), original.signatureVersion(), counts[0], counts[1], counts[2]);
            }
        }
        // The HTTP server's threads must not keep the process.
        System.exit(0);
    }

    private int outcome(String changed, SnsMessage original) {
        try {
            SnsMessage accepted = verifier.verify(changed);
            boolean same = accepted.type() == original.type()
                    && accepted.messageId().equals(original.messageId())
                    && accepted.message().equals(original.message())
                    && accepted.topicArn().equals(original.topicArn())
                    && accepted.timestamp().equals(original.timestamp());
            return same ? 1 : 2;
        } catch (SnsRefusedException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        verifier.close();
        sns.close();
    }
}
