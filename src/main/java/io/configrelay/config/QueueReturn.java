package io.configrelay.config;

import io.configrelay.delivery.ChannelFullException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.ObjectHelper;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Gives a notification back to its queue for a while, because a channel has as much in hand as it may and there is no store
 * for more: at first for half a minute, then each time twice as long, a quarter of an hour at the most. How often it comes
 * back is bounded by the queue's own {@code maxReceiveCount}.
 */
public final class QueueReturn {

    private static final int FIRST_SECONDS = 30;

    private static final int LONGEST_SECONDS = 900;

    private static final int DOUBLINGS = 5;

    private final QueueReader client;
    private final String url;

    /**
     * @param client collects the requests: exchanges end on the threads that post to Slack, which wait for nothing else
     * @param url of the queue
     */
    public QueueReturn(QueueReader client, String url) {
        this.client = client;
        this.url = url;
    }

    /** Hides the message for a while, if it fails for that; otherwise it comes again when its visibility ends. */
    public void follow(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                if (ObjectHelper.getException(ChannelFullException.class, failed.getException()) != null) {
                    later(failed);
                }
            }
        });
    }

    private void later(Exchange exchange) {
        String receipt = exchange.getMessage().getHeader(Sqs2Constants.RECEIPT_HANDLE, String.class);
        int seconds = seconds(receives(exchange));
        client.changeMessageVisibility(
                request -> request.queueUrl(url).receiptHandle(receipt).visibilityTimeout(seconds));
    }

    /** How long, after so many receives. */
    static int seconds(int receives) {
        int doublings = Math.max(0, Math.min(receives - 1, DOUBLINGS));
        return Math.min(LONGEST_SECONDS, FIRST_SECONDS << doublings);
    }

    private static int receives(Exchange exchange) {
        Map<?, ?> attributes = exchange.getMessage().getHeader(Sqs2Constants.ATTRIBUTES, Map.of(), Map.class);
        Object count = attributes.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return count == null ? 1 : Integer.parseInt(count.toString());
    }
}
