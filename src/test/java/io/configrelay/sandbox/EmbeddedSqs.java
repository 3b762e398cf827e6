package io.configrelay.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.elasticmq.RelaxedSQSLimits$;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** An SQS server in this process (ElasticMQ), reached over HTTP, and a client of it. */
public final class EmbeddedSqs implements AutoCloseable {

    /** The account that its queues belong to. */
    public static final String ACCOUNT = "000000000000";

    private static final String REGION = "elasticmq";

    private final SQSRestServer server;
    private final URI endpoint;
    private final SqsClient client;

    private EmbeddedSqs(SQSRestServer server) {
        this.server = server;
        this.endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        this.client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
    }

    /** Starts a server on this port of 127.0.0.1, or on a free one for 0. Its limits are wider than SQS's. */
    public static EmbeddedSqs start(int port) {
        return new EmbeddedSqs(SQSRestServerBuilder.withInterface("127.0.0.1")
                .withPort(port)
                .withAWSRegion(REGION)
                .withAWSAccountId(ACCOUNT)
                .withSQSLimits(RelaxedSQSLimits$.MODULE$)
                .start());
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    /** Makes a queue, and one named {@code <name>-dead-letters} for what was received five times in vain. */
    public String createQueue(String name, int visibilitySeconds) {
        String deadLetters = client.createQueue(request -> request.queueName(name + "-dead-letters"))
                .queueUrl();
        String arn = client.getQueueAttributes(
                        request -> request.queueUrl(deadLetters).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return client.createQueue(request -> request.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                String.valueOf(visibilitySeconds),
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"5\"}".formatted(arn))))
                .queueUrl();
    }

    /** Makes a queue that gives a message back however often it was received in vain. */
    public String createQueueWithoutRedrive(String name, int visibilitySeconds) {
        return client.createQueue(request -> request.queueName(name)
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(visibilitySeconds))))
                .queueUrl();
    }

    /** Sends one message; the id that SQS gives it. */
    public String send(String queueUrl, String body) {
        return client.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body))
                .messageId();
    }

    /** Sends one message with a message attribute. */
    public void sendWithAttribute(String queueUrl, String body, String name, String value) {
        client.sendMessage(request -> request.queueUrl(queueUrl)
                .messageBody(body)
                .messageAttributes(Map.of(
                        name,
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(value)
                                .build())));
    }

    /** Sends many messages, ten a request. */
    public void sendAll(String queueUrl, List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += 10) {
            List<String> ten = bodies.subList(from, Math.min(from + 10, bodies.size()));
            List<SendMessageBatchRequestEntry> entries = IntStream.range(0, ten.size())
                    .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                            .id("m" + i)
                            .messageBody(ten.get(i))
                            .build())
                    .toList();
            client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
        }
    }

    /** How many messages a queue holds, those in flight included. */
    public int size(String queueUrl) {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(request -> request.queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** Takes up to ten messages away. */
    public List<String> take(String queueUrl) {
        return client.receiveMessage(request -> request.queueUrl(queueUrl).maxNumberOfMessages(10)).messages().stream()
                .peek(message -> client.deleteMessage(
                        request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle())))
                .map(message -> message.body())
                .toList();
    }

    /** The settings with which a relay reads from this server. */
    public Map<String, String> relaySettings() {
        return Map.of(
                "camel.component.aws2-sqs.override-endpoint", "true",
                "camel.component.aws2-sqs.uri-endpoint-override", endpoint.toString(),
                "camel.component.aws2-sqs.use-default-credentials-provider", "false",
                "camel.component.aws2-sqs.access-key", "x",
                "camel.component.aws2-sqs.secret-key", "x",
                "camel.component.aws2-sqs.region", REGION);
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
