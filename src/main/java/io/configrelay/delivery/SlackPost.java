package io.configrelay.delivery;

import io.configrelay.event.ConfigEvent;
import io.configrelay.slack.SlackAnswer;
import io.configrelay.slack.SlackMessage;
import io.configrelay.slack.SlackWord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One HTTP request to Slack: what goes out, and what the answer means for the route. */
public final class SlackPost {

    private static final Logger LOG = LoggerFactory.getLogger(SlackPost.class);

    /** The variable that carries the {@link Destination} to the request. */
    static final String DESTINATION = "destination";

    /** The variable that carries the {@link SlackMessage}. */
    static final String MESSAGE = "message";

    /** The variable that carries the channel's {@link MentionPermission}. */
    static final String PERMISSION = "mentionPermission";

    /** The variable that carries the word with which Slack refused a message that mentions somebody. */
    private static final String REFUSAL = "mentionRefusal";

    /** The variable that carries the events that the message tells of, a list of {@link ConfigEvent}s. */
    static final String EVENTS = "events";

    /** The variable that says whether what can't be told soon is parked; then it isn't tried for long. */
    static final String PARKS = "parks";

    /** The variable, an {@code AtomicInteger}, that counts the tries that failed. */
    static final String TRIED = "tried";

    /** So many tries has a post whose events can be parked. */
    private static final int FEW = 4;

    /** Longer than this such a post doesn't wait for Slack. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    /** The variable that carries the {@link SlackReceipt} back. */
    static final String RECEIPT = "receipt";

    private final String api;
    private final Duration retryFor;
    private final Ledger ledger;

    /**
     * @param api URL of Slack's Web API, for channels of a bot
     * @param retryFor how long a post that can succeed later is tried again, from its first try on
     */
    public SlackPost(String api, Duration retryFor, Ledger ledger) {
        this.api = api;
        this.retryFor = retryFor;
        this.ledger = ledger;
    }

    /** Makes the request of the {@link SlackMessage}. No header of a notification goes along. */
    public void request(Exchange exchange) {
        Message message = exchange.getMessage();
        SlackMessage slack = exchange.getVariable(MESSAGE, SlackMessage.class);
        message.removeHeaders("*");
        message.setBody(slack.body().getBytes(StandardCharsets.UTF_8));
        message.setHeader(HttpConstants.HTTP_METHOD, "POST");
        message.setHeader(HttpConstants.CONTENT_TYPE, slack.contentType());
        Destination destination = exchange.getVariable(DESTINATION, Destination.class);
        message.setHeader(HttpConstants.HTTP_URI, destination.url(api));
        if (destination.authorization() != null) {
            message.setHeader("Authorization", destination.authorization());
        }
    }

    /**
     * Reads Slack's answer.
     *
     * @throws SlackException for every answer but Slack's own ok
     */
    public void judge(Exchange exchange) throws SlackException {
        Message message = exchange.getMessage();
        int status = message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
        SlackAnswer answer = SlackAnswer.of(status, message.getBody(String.class), header(message, "Retry-After"));
        Optional<String> requestId = Optional.ofNullable(header(message, "X-Slack-Req-Id"));
        message.removeHeaders("*");
        if (answer instanceof SlackAnswer.Delivered delivered) {
            exchange.setVariable(RECEIPT, new SlackReceipt(status, delivered.ts(), requestId));
            ledger.posted(channel(exchange));
            return;
        }
        SlackException failure = failure(answer, exchange.getVariable(MESSAGE, SlackMessage.class));
        if (answer instanceof SlackAnswer.TryLater later) {
            // Camel's redelivery waits this long instead of its own back-off.
            later.retryAfter().ifPresent(wait -> message.setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()));
        }
        if (failure instanceof SlackException.MentionRefused) {
            exchange.setVariable(REFUSAL, failure.reason().word());
        }
        ledger.notPosted(channel(exchange), answer.outcome(), failure.reason());
        throw failure;
    }

    private static SlackException failure(SlackAnswer answer, SlackMessage message) {
        if (answer instanceof SlackAnswer.TryLater later) {
            return new SlackException.TryLater(
                    reason(later.word(), later.status()), later.retryAfter().orElse(Duration.ZERO));
        }
        if (answer instanceof SlackAnswer.Refused refused) {
            return new SlackException.Refused(reason(refused.word(), refused.status()));
        }
        SlackAnswer.Rejected rejected = (SlackAnswer.Rejected) answer;
        Reason reason = reason(rejected.word(), rejected.status());
        return SlackWord.isOfMention(rejected.word()) && message.unmentioned().isPresent()
                ? new SlackException.MentionRefused(reason)
                : new SlackException.Rejected(reason);
    }

    /** Takes the mention off where Slack refused the channel's last one a short while ago. */
    public void mention(Exchange exchange) {
        if (!exchange.getVariable(PERMISSION, MentionPermission.class).isOpen()) {
            unmention(exchange);
        }
    }

    /** Slack took the message as it is. */
    public void mentioned(Exchange exchange) {
        MentionPermission permission = exchange.getVariable(PERMISSION, MentionPermission.class);
        SlackMessage taken = exchange.getVariable(MESSAGE, SlackMessage.class);
        if (permission.isRefused() && taken.unmentioned().isPresent()) {
            permission.grant();
            ledger.mentions(channel(exchange), Optional.empty());
            LOG.info("{}: Slack takes its mentions again", channel(exchange));
        }
    }

    /** After a refusal: the same message, which mentions nobody. */
    public void unmention(Exchange exchange) {
        SlackMessage message = exchange.getVariable(MESSAGE, SlackMessage.class);
        exchange.setVariable(MESSAGE, message.unmentioned().orElse(message));
        canBeTriedAgain(exchange);
    }

    /** Slack took without its mention what it had refused: so the mention was what it refused. */
    public void mentionForbidden(Exchange exchange) {
        String word = exchange.getVariable(REFUSAL, String.class);
        boolean news = exchange.getVariable(PERMISSION, MentionPermission.class).refuse();
        ledger.mentions(channel(exchange), Optional.of(word));
        if (news) {
            LOG.warn(
                    "{}: Slack takes its messages only without the mention ({}); they are posted without for an hour.",
                    channel(exchange),
                    word);
        }
    }

    /** Whether a post that failed a moment ago is tried again. */
    public boolean again(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Reason reason = Reason.of(failure);
        boolean again = exchange.getVariable(PARKS, false, Boolean.class)
                ? isSoon(exchange, failure)
                : exchange.getClock().elapsed() < retryFor.toMillis();
        if (!(failure instanceof SlackException)) {
            // There was no answer to judge.
            ledger.notPosted(channel(exchange), reason.word(), reason);
        }
        if (again) {
            line(exchange)
                    .log(
                            LOG,
                            Level.WARN,
                            "%s: %s Trying again.".formatted(channel(exchange), LogValue.visible(reason.detail())));
        }
        return again;
    }

    private static boolean isSoon(Exchange exchange, Throwable failure) {
        int tried = exchange.getVariable(TRIED, AtomicInteger.class).incrementAndGet();
        boolean longWait = failure instanceof SlackException.TryLater later
                && later.retryAfter().compareTo(SHORT) > 0;
        return tried < FEW && !longWait;
    }

    /** Of a digest, its first event, and how many it tells of. */
    private static LogLine line(Exchange exchange) {
        List<?> events = exchange.getVariable(EVENTS, List.of(), List.class);
        LogLine line = events.isEmpty() ? LogLine.of(Delivery.of(exchange)) : LogLine.of((ConfigEvent) events.get(0));
        return line.said("channel", channel(exchange))
                .with("events", events.size() > 1 ? String.valueOf(events.size()) : null);
    }

    /** After a refusal: the same facts as plain text. */
    public void plain(Exchange exchange) {
        SlackMessage refused = exchange.getVariable(MESSAGE, SlackMessage.class);
        exchange.setVariable(MESSAGE, refused.plain());
        canBeTriedAgain(exchange);
    }

    /** Camel leaves a mark on an exchange whose failure a route has seen, and tries no such exchange again. */
    private static void canBeTriedAgain(Exchange exchange) {
        exchange.getExchangeExtension().setFailureHandled(false);
    }

    private static String channel(Exchange exchange) {
        return Delivery.of(exchange).channel();
    }

    /** A header of the answer or null: Slack writes it so; proxies and HTTP/2 write it in other cases. */
    private static String header(Message message, String name) {
        return message.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    private static Reason reason(String word, int status) {
        Optional<String> remedy = SlackWord.remedy(word);
        String answered = word.startsWith("http_")
                ? "Slack answered HTTP %d.".formatted(status)
                : "Slack answered HTTP %d, %s.".formatted(status, word);
        return new Reason(
                word, status, answered + remedy.map(text -> " " + text).orElse(""));
    }
}
