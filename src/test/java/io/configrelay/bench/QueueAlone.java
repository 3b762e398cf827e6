package io.configrelay.bench;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What the SQS server and AWS's own client can do when nothing is done with the events: they are received by ten and deleted
 * by ten, by as many threads as config-relay polls with. Whatever else reads the queue so, on the same cores, is slower.
 *
 * <p>Arguments: the SQS endpoint, the queue's URL, events of warm-up, events after it. Prints these events a second.
 */
public final class QueueAlone {

    private static final int POLLS = 4;

    private final SqsClient client;
    private final String queueUrl;
    private final int warmUp;
    private final int events;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong warmAt = new AtomicLong();
    private final AtomicLong endAt = new AtomicLong();

    private QueueAlone(SqsClient client, String queueUrl, int warmUp, int events) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.warmUp = warmUp;
        this.events = events;
    }

    /** Runs until the events are gone. */
    public static void main(String[] args) throws Exception {
        try (SqsClient client = SqsClient.builder()
                .endpointOverride(URI.create(args[0]))
                .region(Region.of("elasticmq"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build()) {
            double speed =
                    new QueueAlone(client, args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3])).drain();
            System.out.println(speed);
        }
    }

    private double drain() throws InterruptedException, ExecutionException {
        ExecutorService polls = Executors.newFixedThreadPool(POLLS);
        try {
            for (Future<Void> poll : polls.invokeAll(Collections.<Callable<Void>>nCopies(POLLS, this::poll))) {
                poll.get();
            }
        } finally {
            polls.shutdownNow();
        }
        return events * 1e9 / (endAt.get() - warmAt.get());
    }

    private Void poll() {
        while (done.get() < warmUp + events) {
            List<Message> messages = client.receiveMessage(
                            request -> request.queueUrl(queueUrl).maxNumberOfMessages(10))
                    .messages();
            if (!messages.isEmpty()) {
                client.deleteMessageBatch(request -> request.queueUrl(queueUrl)
                        .entries(messages.stream().map(QueueAlone::entry).toList()));
            }
            int now = done.addAndGet(messages.size());
            if (now >= warmUp) {
                warmAt.compareAndSet(0, System.nanoTime());
            }
            if (now >= warmUp + events) {
                endAt.compareAndSet(0, System.nanoTime());
            }
        }
        return null;
    }

    private static DeleteMessageBatchRequestEntry entry(Message message) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receiptHandle())
                .build();
    }
}
