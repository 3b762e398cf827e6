package io.configrelay.bench;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    private final CountDownLatch end = new CountDownLatch(1);

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

    private double drain() throws InterruptedException {
        ExecutorService polls = Executors.newFixedThreadPool(POLLS);
        for (int i = 0; i < POLLS; i++) {
            polls.execute(this::poll);
        }
        end.await();
        long nanos = System.nanoTime() - warmAt.get();
        polls.shutdown();
        if (!polls.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("A poll doesn't end.");
        }
        return events * 1e9 / nanos;
    }

    private void poll() {
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
        }
        end.countDown();
    }

    private static DeleteMessageBatchRequestEntry entry(Message message) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receiptHandle())
                .build();
    }
}
