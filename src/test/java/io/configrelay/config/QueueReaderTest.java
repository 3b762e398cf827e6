package io.configrelay.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.Events;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.SqsProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Deletes by ten, against an SQS server over HTTP. */
class QueueReaderTest {

    private final EmbeddedSqs sqs = EmbeddedSqs.start(0);
    private final SqsProxy proxy = SqsProxy.before(sqs);
    private final String queueUrl = sqs.createQueueWithoutRedrive("read", 60);
    private final SqsClient client = SqsClient.builder()
            .endpointOverride(proxy.endpoint())
            .region(Region.of("elasticmq"))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
            .build();
    private final QueueReader reader = new QueueReader(client);

    @AfterEach
    void stop() {
        reader.close();
        client.close();
        proxy.close();
        sqs.close();
    }

    @Test
    void twentyFiveMessagesAreDeletedInThreeRequests() {
        List<Message> messages = received(25);
        int before = proxy.forwarded();

        // Time for any pause of this machine.
        try (QueueReader patient = new QueueReader(client, Duration.ofMinutes(10))) {
            messages.forEach(message -> delete(patient, message));
            await().atMost(120, SECONDS).until(() -> sqs.size(queueUrl) == 5);
        }

        assertThat(sqs.size(queueUrl)).isZero();
        assertThat(proxy.forwarded() - before).isEqualTo(3);
    }

    @Test
    void oneAloneIsDeletedSoon() {
        received(1).forEach(this::delete);

        await().atMost(120, SECONDS).until(() -> sqs.size(queueUrl) == 0);
    }

    @Test
    void whatWasCollectedIsDeletedBeforeItIsClosed() {
        received(7).forEach(this::delete);

        reader.close();

        assertThat(sqs.size(queueUrl)).isZero();
    }

    @Test
    void twentyFiveMessagesAreGivenBackInThreeRequests() {
        List<Message> messages = received(25);
        int before = proxy.forwarded();

        try (QueueReader patient = new QueueReader(client, Duration.ofMinutes(10))) {
            messages.forEach(message -> patient.changeMessageVisibility(request -> request.queueUrl(queueUrl)
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(0)));
        }

        assertThat(proxy.forwarded() - before).isEqualTo(3);
        Set<String> again = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            receive().forEach(message -> again.add(message.messageId()));
        }
        assertThat(again).as("at once, and not when their visibility ends").hasSize(25);
    }

    @Test
    void aFailedDeleteIsTriedAgain() {
        proxy.failDeletes(2);

        received(3).forEach(this::delete);

        await().atMost(120, SECONDS).until(() -> sqs.size(queueUrl) == 0);
        assertThat(proxy.deletesToFail()).isZero();
    }

    private List<Message> received(int count) {
        sqs.sendAll(queueUrl, Events.securityGroups(count));
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.addAll(receive());
        }
        return messages;
    }

    private List<Message> receive() {
        return reader.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .build())
                .messages();
    }

    private void delete(Message message) {
        delete(reader, message);
    }

    private void delete(QueueReader by, Message message) {
        by.deleteMessage(DeleteMessageRequest.builder()
                .queueUrl(queueUrl)
                .receiptHandle(message.receiptHandle())
                .build());
    }
}
