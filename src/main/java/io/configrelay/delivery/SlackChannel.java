package io.configrelay.delivery;

import io.configrelay.describe.Change;
import io.configrelay.describe.Risk;
import io.configrelay.event.ConfigEvent;
import io.configrelay.slack.Housekeeping;
import io.configrelay.slack.SlackMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One team's channel: takes the events that its filter let through, and is done with each when Slack has the message
 * that tells of it. Made by the {@code slack-channel} route template, one for each route.
 */
public final class SlackChannel extends ServiceSupport implements AsyncProcessor, CamelContextAware, ShutdownPrepared {

    private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);

    /** Variable, an {@code Instant}: whoever sent the exchange waits until then for its end, and not longer. */
    public static final String TELL_BEFORE = "tellBefore";

    /** Variable, set where a quiet time held the event back. */
    private static final String HELD = "held";

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private CamelContext camelContext;
    private ChannelSettings settings;
    private ProducerTemplate poster;
    private Digest digest;
    private PerMinute ahead;
    private Threads threads;
    private volatile Destination destination;

    /** The parameters of the team's file, which the template fills in under their own names. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (settings.noise() == Noise.DROP && isHousekeeping(exchange)) {
            exchange.setVariable(Delivery.DROPPED, true);
            callback.done(true);
            return true;
        }
        return digest.process(exchange, callback);
    }

    @Override
    public void process(Exchange exchange) {
        processAsync(exchange).join();
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        process(exchange, doneSync -> done.complete(exchange));
        return done;
    }

    private static boolean isHousekeeping(Exchange exchange) {
        return Delivery.of(exchange).event().content().isHousekeeping();
    }

    private boolean isFolded(Exchange exchange) {
        return settings.noise() == Noise.FOLD && isHousekeeping(exchange);
    }

    /** Housekeeping waits for a message to ride in, and all but high risk for the end of a quiet time. */
    private Digest.Wait patience(Exchange exchange) {
        Instant now = Instant.now();
        Delivery delivery = Delivery.of(exchange);
        boolean tells = Risk.isHigh(delivery.change().risk());
        Duration quiet = tells ? Duration.ZERO : settings.mute().hold(delivery.receivedAt(), now);
        Duration wanted = quiet.isZero() && isFolded(exchange) ? settings.foldFor() : quiet;
        if (wanted.isZero()) {
            return Digest.Wait.NONE;
        }
        if (!quiet.isZero()) {
            exchange.setVariable(HELD, true);
        }
        // Who sent it may wait for an answer.
        Instant tellBefore = exchange.getVariable(TELL_BEFORE, Instant.class);
        Duration left = tellBefore == null ? wanted : Duration.between(now, tellBefore);
        return new Digest.Wait(
                left.isNegative() ? Duration.ZERO : Collections.min(List.of(left, wanted)), quiet.isZero());
    }

    private static int held(List<Exchange> exchanges) {
        return (int) exchanges.stream()
                .filter(exchange -> exchange.getVariable(HELD, false, Boolean.class))
                .count();
    }

    private Digest.Post post(List<Exchange> waiting) {
        List<Exchange> folded = waiting.stream().filter(this::isFolded).toList();
        List<Exchange> inOrder = waiting.stream()
                .filter(exchange -> !isFolded(exchange))
                .sorted(Comparator.comparing(
                        exchange -> Delivery.of(exchange).change(),
                        settings.format().order()))
                .toList();
        Optional<String> thread = inOrder.stream().findFirst().flatMap(this::above);
        List<Exchange> shown = inOrder.stream()
                .filter(exchange -> above(exchange).equals(thread))
                .limit(settings.maxPerPost())
                .toList();
        if (shown.size() > 1 && Risk.isHigh(Delivery.of(shown.get(0)).change().risk()) && ahead.tryAcquire()) {
            return post(shown.subList(0, 1), List.of(), thread);
        }
        return post(shown, folded, thread);
    }

    private Optional<String> above(Exchange exchange) {
        return threads.above(Delivery.of(exchange).event());
    }

    private Digest.Post post(List<Exchange> shown, List<Exchange> folded, Optional<String> thread) {
        SlackMessage message = settings.format().render(changes(shown), Housekeeping.of(events(folded), held(shown)));
        List<Exchange> told = new ArrayList<>(shown.subList(0, message.events()));
        told.addAll(folded);
        return new Digest.Post() {
            @Override
            public List<Exchange> exchanges() {
                return told;
            }

            @Override
            public void send() throws Exception {
                Optional<String> own = deliver("direct:slack-message", message, thread);
                Optional<String> top = thread.or(() -> own);
                if (message.details().isPresent()) {
                    deliver("direct:slack-details", message.details().get(), top);
                }
                top.ifPresent(ts -> threads.told(events(told), ts));
                LOG.info(
                        "{}: posted {}{}",
                        settings.name(),
                        message.events() == 1 ? "1 event" : message.events() + " events",
                        folded.isEmpty() ? "" : " and %d housekeeping".formatted(folded.size()));
            }
        };
    }

    private static List<Change> changes(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> Delivery.of(exchange).change())
                .toList();
    }

    private static List<ConfigEvent> events(List<Exchange> exchanges) {
        return exchanges.stream().map(exchange -> Delivery.of(exchange).event()).toList();
    }

    /** Posts, and once more when Slack knew the secret no more and there is another one. */
    private Optional<String> deliver(String route, SlackMessage message, Optional<String> thread) throws Exception {
        try {
            return send(route, message, thread);
        } catch (SlackException.Rejected e) {
            if (e.reason().isOfSecret() && isReplaced()) {
                return send(route, message, thread);
            }
            throw e;
        }
    }

    private boolean isReplaced() {
        Optional<Destination> now = camelContext
                .getRegistry()
                .findSingleByType(Destinations.class)
                .anew(settings.name())
                .map(ChannelSettings::destination)
                .filter(read -> !read.equals(destination));
        now.ifPresent(read -> {
            destination = read;
            LOG.info("{}: its secret was replaced; posting with the new one", settings.name());
        });
        return now.isPresent();
    }

    /** Posts a message, below another one where there is a thread; its own {@code ts} where Slack says it. */
    private Optional<String> send(String route, SlackMessage message, Optional<String> thread) throws Exception {
        Exchange answer = poster.send(route, exchange -> {
            exchange.setVariable(SlackPost.DESTINATION, destination);
            exchange.setVariable(SlackPost.MESSAGE, destination.addressed(message, thread.orElse(null)));
            exchange.setVariable(Delivery.CHANNEL, settings.name());
        });
        if (answer.getException() != null) {
            // A stop that runs out of time breaks posts off in many ways; only an answer of Slack's is final.
            boolean answered = ObjectHelper.getException(SlackException.class, answer.getException()) != null;
            throw camelContext.isStopping() && !answered ? new RelayStoppingException() : answer.getException();
        }
        return destination.hasThreads()
                ? Optional.ofNullable(answer.getVariable(SlackPost.TS, String.class))
                : Optional.empty();
    }

    @Override
    protected void doStart() {
        Map<String, String> kebabCase = new LinkedHashMap<>();
        // Camel's property binding writes max-per-post as maxPerPost.
        parameters.forEach((key, value) -> kebabCase.put(StringHelper.camelCaseToDash(key), value));
        settings = ChannelSettings.of(kebabCase);
        destination = settings.destination();
        poster = camelContext.createProducerTemplate();
        DeliveryThreads pool = camelContext.getRegistry().findSingleByType(DeliveryThreads.class);
        threads = new Threads(System::nanoTime);
        ahead = new PerMinute(settings.highRiskPerMinute(), System::nanoTime);
        digest = new Digest(this::post, this::patience, settings.interval(), pool.clock(), pool.workers());
        ServiceHelper.startService(poster, digest);
        Channels channels = camelContext.getRegistry().findSingleByType(Channels.class);
        if (settings.otherwise()) {
            channels.forTheRest("direct://channel-%s.%s".formatted(settings.name(), kebabCase.get("generation")));
        }
        channels.started(settings.name(), this);
        camelContext.getRegistry().findSingleByType(Ledger.class).waiting(settings.name(), digest);
    }

    /** A stop begins: it waits for what is being posted, and not for housekeeping. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            digest.leave();
        }
    }

    /** Whether nothing waits. */
    boolean isIdle() {
        return digest.waiting() == 0;
    }

    /** Its rule holds no more: what waits is told soon, and nothing else comes. */
    void retire() {
        digest.hurry();
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(digest, poster);
        camelContext.getRegistry().findSingleByType(Channels.class).stopped(settings.name(), this);
        camelContext.getRegistry().findSingleByType(Ledger.class).gone(settings.name(), digest);
    }
}
