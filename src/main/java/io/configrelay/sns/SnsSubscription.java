package io.configrelay.sns;

import java.net.URI;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;

/** Confirms what the listed topics ask to be confirmed, and takes note of what ends. */
public final class SnsSubscription {

    private static final Logger LOG = LoggerFactory.getLogger(SnsSubscription.class);

    private final SnsVerifier verifier;
    private final SnsHttp http;

    SnsSubscription(SnsVerifier verifier, SnsHttp http) {
        this.verifier = verifier;
        this.http = http;
    }

    /**
     * Visits the SubscribeURL of a verified message, if it is one of the topic's own region.
     *
     * @throws SnsRefusedException when it isn't, or when SNS does not confirm
     */
    public void confirm(Exchange exchange) {
        SnsSubscriptionConfirmation message = exchange.getMessage().getBody(SnsSubscriptionConfirmation.class);
        TopicArn topic = verifier.listed(message.topicArn());
        URI url = message.subscribeUrl();
        if (!topic.isServedAt(url)
                || !(url.getRawPath().isEmpty() || url.getRawPath().equals("/"))) {
            throw new SnsRefusedException(
                    SnsReply.BAD_SUBSCRIBE_URL, "its SubscribeURL is not one of https://" + topic.host());
        }
        try {
            http.get(url);
        } catch (SnsHttp.UnavailableException e) {
            throw new SnsRefusedException(
                    SnsReply.NOT_CONFIRMED,
                    "the subscription to %s is not confirmed: %s".formatted(topic.text(), e.getMessage()),
                    e);
        }
        LOG.info("SNS: the subscription to {} is confirmed", topic.text());
        SnsReplies.set(exchange, SnsReply.CONFIRMED);
    }

    /** Only told: the SubscribeURL of such a message would subscribe again. */
    public void ended(Exchange exchange) {
        String topic = exchange.getMessage().getBody(SnsMessage.class).topicArn();
        LOG.warn("SNS: the subscription to {} was ended; nothing of that topic will arrive here any more", topic);
        SnsReplies.set(exchange, SnsReply.UNSUBSCRIBED);
    }
}
