package io.configrelay.config;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The client with which Camel reads a queue. It deletes up to ten messages in one request, where Camel asks for one at a
 * time: AWS's own batch manager collects them for a moment. So it does with messages that are given back for a while.
 *
 * <p>So {@link #deleteMessage} returns before the message is gone. That weakens nothing: a message is only deleted when all
 * its channels are done with it, and one whose delete is lost comes again and is known as delivered. When this is closed,
 * what was collected is deleted first, as far as that takes no longer than five seconds.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html">
 *     DeleteMessageBatch: ten entries a request</a>
 */
public final class QueueReader implements SqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

    /** How long a message waits for nine others. */
    private static final Duration COLLECT = Duration.ofMillis(100);

    /** So many requests at a time, which is more than one relay's polls bring work for. */
    private static final int CONCURRENT = 4;

    private final SqsClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(QueueReader::thread);
    private final ExecutorService requests = Executors.newFixedThreadPool(CONCURRENT, QueueReader::thread);
    private final SqsAsyncBatchManager batches;

    /** @param client makes the requests, and is closed by whoever made it */
    public QueueReader(SqsClient client) {
        this(client, COLLECT);
    }

    /** @param collect how long a message waits for nine others */
    QueueReader(SqsClient client, Duration collect) {
        this.client = client;
        this.batches = SqsAsyncBatchManager.builder()
                .client(new Batches())
                .scheduledExecutor(clock)
                .overrideConfiguration(settings -> settings.sendRequestFrequency(collect))
                .build();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "SqsBatch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        return client.receiveMessage(request);
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        return client.changeMessageVisibilityBatch(request);
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        CompletableFuture<DeleteMessageResponse> unused = batches.deleteMessage(request);
        return DeleteMessageResponse.builder().build();
    }

    /** Returns before it is done; when that fails, the message comes again as its queue has it. */
    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        CompletableFuture<ChangeMessageVisibilityResponse> unused = batches.changeMessageVisibility(request);
        return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {
        batches.close();
        clock.shutdown();
        requests.shutdown();
    }

    /** The part of an asynchronous client that the batch manager asks for. */
    private final class Batches implements SqsAsyncClient {

        @Override
        public CompletableFuture<DeleteMessageBatchResponse> deleteMessageBatch(DeleteMessageBatchRequest request) {
            return CompletableFuture.supplyAsync(() -> client.deleteMessageBatch(request), requests)
                    .whenComplete((response, failure) -> tell(request.entries().size(), response, failure));
        }

        @Override
        public CompletableFuture<ChangeMessageVisibilityBatchResponse> changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request) {
            return CompletableFuture.supplyAsync(() -> client.changeMessageVisibilityBatch(request), requests)
                    .whenComplete((response, failure) -> LOG.debug("Given back: {}", response, failure));
        }

        private void tell(int messages, DeleteMessageBatchResponse response, Throwable failure) {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                notDeleted(messages, cause.getMessage());
            } else if (response.hasFailed()) {
                notDeleted(response.failed().size(), response.failed().get(0).message());
            }
        }

        private void notDeleted(int messages, String reason) {
            LOG.warn(
                    "{} notifications that have come to their end can't be deleted from the queue; they come again, and"
                            + " what was delivered is not posted twice: {}",
                    messages,
                    reason);
        }

        @Override
        public String serviceName() {
            return client.serviceName();
        }

        @Override
        public void close() {}
    }
}
