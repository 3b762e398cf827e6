package io.configrelay.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.aws2.sqs.Sqs2Configuration;
import org.apache.camel.component.aws2.sqs.client.Sqs2ClientFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * A queue that a setting names by its name, URL or ARN.
 *
 * @param client reads it, with the settings of {@code camel.component.aws2-sqs}
 * @param url its URL
 */
public record SqsQueue(SqsClient client, String url) implements AutoCloseable {

    /** {@code arn:<partition>:sqs:<region>:<account>:<name>}. */
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:sqs:([^:]+):(\\d{12}|\\d+):([^:]+)");

    /** {@code https://sqs.<region>.amazonaws.com[.cn]/<account>/<name>}. */
    private static final Pattern AWS_URL = Pattern.compile("https://sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/.+");

    /** The actions that reading a queue takes. */
    private static final String READING =
            "sqs:GetQueueUrl, sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility";

    /** Those for writing dead letters, and replaying them. */
    private static final String DEAD_LETTERS = "sqs:SendMessage, " + READING;

    /**
     * The queue that an endpoint names, perhaps another account's.
     *
     * @throws BadConfigurationException when the queue doesn't exist or can't be reached
     */
    public static SqsQueue ofDeadLetters(String key, Sqs2Configuration configuration) {
        String owner = configuration.getQueueOwnerAWSAccountId();
        String name = configuration.getQueueName();
        String queue = owner == null ? name : "arn:aws:sqs:%s:%s:%s".formatted(configuration.getRegion(), owner, name);
        return open(key, queue, configuration, DEAD_LETTERS);
    }

    /**
     * Finds the queue and asks for one attribute of it, so that what would fail at every poll fails at the start.
     *
     * @param key of the setting that names it, for errors
     * @param queue name, URL or ARN
     * @param configuration of the component; takes the queue's region where it has none
     * @throws BadConfigurationException when the queue doesn't exist or can't be reached
     */
    public static SqsQueue open(String key, String queue, Sqs2Configuration configuration) {
        return open(key, queue, configuration, READING);
    }

    private static SqsQueue open(String key, String queue, Sqs2Configuration configuration, String permissions) {
        Matcher arn = ARN.matcher(queue);
        Matcher url = AWS_URL.matcher(queue);
        if (configuration.getRegion() == null && (arn.matches() || url.matches())) {
            configuration.setRegion(arn.matches() ? arn.group(1) : url.group(1));
        }
        if (String.valueOf(configuration.getRegion()).startsWith("cn-")) {
            // Camel makes the URL of a queue that it is to write to from this.
            configuration.setAmazonAWSHost("amazonaws.com.cn");
        }
        SqsClient client = null;
        try {
            client = Sqs2ClientFactory.getSqsClient(configuration);
            SqsQueue found = new SqsQueue(client, url(client, queue));
            client.getQueueAttributes(
                    request -> request.queueUrl(found.url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT));
            return found;
        } catch (RuntimeException | LinkageError e) {
            if (client != null) {
                client.close();
            }
            throw new BadConfigurationException(
                    "application.properties: %s: %s".formatted(key, problem(queue, permissions, e)), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static String url(SqsClient client, String queue) {
        if (queue.startsWith("https://") || queue.startsWith("http://")) {
            return queue;
        }
        Matcher arn = ARN.matcher(queue);
        if (arn.matches()) {
            return client.getQueueUrl(request ->
                            request.queueOwnerAWSAccountId(arn.group(2)).queueName(arn.group(3)))
                    .queueUrl();
        }
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    private static String problem(String queue, String permissions, Throwable e) {
        if (e instanceof QueueDoesNotExistException) {
            return ("the queue '%s' does not exist in this region and account. Create it, or correct the name; an ARN"
                            + " names region and account too.")
                    .formatted(queue);
        }
        if (String.valueOf(e.getMessage()).startsWith("Unable to load region")) {
            return "no AWS region is known for '%s'. Set AWS_REGION, or name the queue by its ARN.".formatted(queue);
        }
        return AwsProblem.of(e, "the queue '%s'".formatted(queue), permissions, "camel.component.aws2-sqs");
    }
}
