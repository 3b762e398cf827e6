package io.configrelay.sns;

import io.configrelay.delivery.SlackChannel;
import io.configrelay.event.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;

/**
 * Delivers a verified notification and waits for its end, but no longer than SNS waits for an answer. What isn't done by
 * then goes on; when SNS sends it again meanwhile, that request waits for the same end.
 */
public final class SnsDelivery {

    private final ProducerTemplate routes;
    private final Duration answerWithin;
    private final int most;

    /** The end of each notification that is under way, by its MessageId. */
    private final Map<String, CompletableFuture<Exchange>> underWay = new ConcurrentHashMap<>();

    /**
     * @param routes sends to the other routes without waiting
     * @param answerWithin after that the answer is that it isn't done
     * @param most so many notifications may be under way, waited for or not
     */
    SnsDelivery(ProducerTemplate routes, Duration answerWithin, int most) {
        this.routes = routes;
        this.answerWithin = answerWithin;
        this.most = most;
    }

    /**
     * Delivers the notification in the body.
     *
     * @throws SnsRefusedException when it isn't delivered, or not in time; SNS shall send it again
     */
    public void deliver(Exchange request) throws InterruptedException {
        Exchange end = await(end(request));
        if (end.getException() != null) {
            throw new SnsRefusedException(
                    SnsReply.NOT_DELIVERED, end.getException().getMessage(), end.getException());
        }
        SnsReplies.set(request, SnsReply.DELIVERED);
    }

    private CompletableFuture<Exchange> end(Exchange request) {
        SnsMessage message = request.getMessage().getBody(SnsMessage.class);
        String id = message.messageId();
        CompletableFuture<Exchange> mine = new CompletableFuture<>();
        CompletableFuture<Exchange> earlier = underWay.putIfAbsent(id, mine);
        if (earlier != null) {
            return earlier;
        }
        if (underWay.size() > most) {
            underWay.remove(id);
            mine.completeExceptionally(new SnsRefusedException(
                    SnsReply.BUSY, "%d notifications are under way (relay.sns.max-in-flight)".formatted(most)));
            return mine;
        }
        CompletableFuture<Exchange> unused = routes.asyncSend("direct:notifications", notification(request, message))
                .whenComplete((end, failure) -> {
                    underWay.remove(id);
                    if (failure == null) {
                        mine.complete(end);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    /** An exchange of its own, because the request may be answered before it ends. Only what SNS signed goes on. */
    private Exchange notification(Exchange request, SnsMessage message) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("Type", message.type().toString());
        envelope.put("MessageId", message.messageId());
        envelope.put("TopicArn", message.topicArn());
        envelope.put("Timestamp", message.timestamp().toString());
        envelope.put("Message", message.message());
        Exchange exchange = new DefaultExchange(request.getContext());
        exchange.getExchangeExtension().setFromEndpoint(request.getFromEndpoint());
        exchange.getExchangeExtension().setFromRouteId(request.getFromRouteId());
        exchange.setVariable(SlackChannel.TELL_BEFORE, Instant.now().plus(answerWithin.dividedBy(2)));
        exchange.getMessage().setBody(Json.write(envelope));
        return exchange;
    }

    private Exchange await(CompletableFuture<Exchange> end) throws InterruptedException {
        try {
            return end.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SnsRefusedException(
                    SnsReply.NOT_DONE_IN_TIME,
                    "a notification isn't delivered yet; it goes on, and SNS is told to ask again",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SnsRefusedException refused) {
                throw refused;
            }
            throw new SnsRefusedException(
                    SnsReply.NOT_DELIVERED, String.valueOf(e.getCause().getMessage()), e);
        }
    }
}
