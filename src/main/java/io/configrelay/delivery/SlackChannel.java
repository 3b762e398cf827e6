package io.configrelay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import io.configrelay.describe.Risk;
import io.configrelay.slack.Notice;
import io.configrelay.slack.NoticeCard;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
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

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private CamelContext camelContext;
    private ChannelSettings settings;
    private String endpointUri;
    private Optional<Match> match;
    private Poster poster;
    private Digest digest;
    private CompliancePairs pairs;

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
        if (settings.noise() == Noise.DROP && Delivery.of(exchange).change().isHousekeeping()) {
            exchange.setVariable(Delivery.DROPPED, true);
            callback.done(true);
            return true;
        }
        return pairs.process(exchange, callback);
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

    String name() {
        return settings.name();
    }

    /** Where its route takes events. */
    String endpointUri() {
        return endpointUri;
    }

    /** Its route's filter, if it can be asked outside of the route. */
    Optional<Match> match() {
        return match;
    }

    /** Whether it takes what no other channel wants. */
    boolean isForTheRest() {
        return settings.otherwise();
    }

    /** Whether it is told how the relay itself is. */
    boolean isOfOps() {
        return settings.ops();
    }

    /** Tells how the relay itself is, before what waits. Nothing waits for the end of it. */
    void tell(List<Notice> notices, String from) {
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.setVariable(ChannelPosts.NOTICE, NoticeCard.render(notices, settings.language(), from));
        digest.process(exchange, done -> {
            if (exchange.getException() != null && !camelContext.isStopping()) {
                LOG.warn(
                        "{}: could not be told how config-relay is: {}",
                        settings.name(),
                        Reason.of(exchange.getException()).detail());
            }
        });
    }

    /** Housekeeping waits for a message to ride in, and all but high risk for the end of a quiet time. */
    private Patience.Wait patience(Exchange exchange) {
        if (exchange.getVariable(ChannelPosts.NOTICE) != null) {
            return Patience.Wait.NONE;
        }
        Instant now = Instant.now();
        Delivery delivery = Delivery.of(exchange);
        boolean tells = Risk.isHigh(delivery.change().risk());
        Duration quiet = tells ? Duration.ZERO : settings.mute().hold(delivery.receivedAt(), now);
        Duration wanted = quiet.isZero() && settings.isFolded(delivery.change()) ? settings.foldFor() : quiet;
        if (wanted.isZero()) {
            return Patience.Wait.NONE;
        }
        if (!quiet.isZero()) {
            exchange.setVariable(ChannelPosts.HELD, true);
        }
        // Who sent it may wait for an answer.
        Instant tellBefore = exchange.getVariable(TELL_BEFORE, Instant.class);
        Duration left = tellBefore == null ? wanted : Duration.between(now, tellBefore);
        return new Patience.Wait(
                left.isNegative() ? Duration.ZERO : Collections.min(List.of(left, wanted)), quiet.isZero());
    }

    @Override
    protected void doStart() {
        Map<String, String> kebabCase = new LinkedHashMap<>();
        // Camel's property binding writes max-per-post as maxPerPost.
        parameters.forEach((key, value) -> kebabCase.put(StringHelper.camelCaseToDash(key), value));
        settings = ChannelSettings.of(kebabCase);
        endpointUri = "direct://channel-%s.%s".formatted(settings.name(), kebabCase.get("generation"));
        match = Match.of(kebabCase.get("match"));
        poster = new Poster(camelContext, settings.name(), settings.destination());
        DeliveryThreads pool = camelContext.getRegistry().findSingleByType(DeliveryThreads.class);
        digest = new Digest(
                new ChannelPosts(settings, poster), this::patience, settings.interval(), pool.clock(), pool.workers());
        pairs = new CompliancePairs(digest, Ticker.systemTicker());
        ServiceHelper.startService(poster, digest);
        Channels channels = camelContext.getRegistry().findSingleByType(Channels.class);
        channels.started(settings.name(), this);
        Ledger ledger = camelContext.getRegistry().findSingleByType(Ledger.class);
        ledger.waiting(settings.name(), digest);
        // Its file may say another mention than before.
        ledger.mentions(settings.name(), Optional.empty());
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
