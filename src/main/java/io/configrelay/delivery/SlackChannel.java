package io.configrelay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import io.configrelay.filter.Match;
import io.configrelay.slack.Notice;
import io.configrelay.slack.NoticeCard;
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
    private Match match;
    private Poster poster;
    private Digest digest;
    private Timing timing;
    private Optional<ParkingPlace> place = Optional.empty();
    private Optional<ChannelBacklog> backlog = Optional.empty();
    private Intake intake;

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
        return drops(exchange, callback)
                || intake.process(exchange, timing.turn(Delivery.of(exchange).change()), callback);
    }

    private boolean drops(Exchange exchange, AsyncCallback callback) {
        if (settings.noise() != Noise.DROP || !Delivery.of(exchange).change().isHousekeeping()) {
            return false;
        }
        exchange.setVariable(Delivery.DROPPED, true);
        callback.done(true);
        return true;
    }

    /** Tells of one that was parked, or lets it stay. */
    boolean again(Exchange exchange, AsyncCallback callback) {
        return drops(exchange, callback) || backlog.orElseThrow().again(exchange, callback);
    }

    /** Looks whether something is parked; while it is tried out, that stays where it is. */
    void wake() {
        backlog.filter(waits -> !settings.shadow()).ifPresent(ChannelBacklog::wake);
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

    /** Its route's filter. */
    Match match() {
        return match;
    }

    /** Whether it takes what no other channel wants. */
    boolean isForTheRest() {
        return settings.otherwise();
    }

    /** Whether its filter is only tried out. */
    boolean isShadow() {
        return settings.shadow();
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

    @Override
    protected void doStart() {
        Map<String, String> kebabCase = new LinkedHashMap<>();
        // Camel's property binding writes max-per-post as maxPerPost.
        parameters.forEach((key, value) -> kebabCase.put(StringHelper.camelCaseToDash(key), value));
        settings = ChannelSettings.of(kebabCase);
        endpointUri = "direct://channel-%s.%s".formatted(settings.name(), kebabCase.get("generation"));
        match = Match.of(kebabCase.get("match"));
        place = Optional.ofNullable(bean(ParkingPlace.class));
        boolean stored = place.isPresent();
        poster = new Poster(camelContext, settings.name(), settings.destination(), stored);
        DeliveredOnce once = bean(DeliveredOnce.class);
        DeliveryThreads threads = bean(DeliveryThreads.class);
        timing = new Timing(settings);
        digest = new Digest(
                new ChannelPosts(settings, poster, once, stored),
                new ChannelPatience(settings, timing, stored),
                timing.pace(),
                threads.clock(),
                threads.workers());
        CompliancePairs pairs = new CompliancePairs(digest, Ticker.systemTicker());
        ServiceHelper.startService(poster, digest);
        Channels channels = bean(Channels.class);
        backlog = place.map(found -> new ChannelBacklog(
                settings,
                timing,
                found,
                once,
                threads,
                bean(ParkedEvents.class),
                channels::wake,
                digest,
                pairs::process));
        intake = backlog.<Intake>map(found -> found)
                .orElseGet(() -> new Share(settings.name(), bean(InHand.class)::share, threads, pairs::process));
        Ledger ledger = bean(Ledger.class);
        place.ifPresent(found -> ledger.parking(settings.name(), found.counts().of(settings.name())));
        channels.started(settings.name(), this);
        ledger.waiting(settings.name(), digest);
        // Its file may say another mention than before.
        ledger.mentions(settings.name(), Optional.empty());
    }

    private <T> T bean(Class<T> type) {
        return camelContext.getRegistry().findSingleByType(type);
    }

    /** A stop begins: it waits for what is being posted, and not for housekeeping. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            backlog.ifPresent(ChannelBacklog::stop);
            if (camelContext.isStopping()) {
                place.ifPresent(found -> found.parker().leave());
            }
            digest.leave();
        }
    }

    /** Whether nothing waits. */
    boolean isIdle() {
        return digest.waiting() == 0;
    }

    /** Its rule holds no more: what waits is told soon, and nothing else comes. */
    void retire() {
        backlog.ifPresent(ChannelBacklog::stop);
        digest.hurry();
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(digest, poster);
        bean(Channels.class).stopped(settings.name(), this);
        bean(Ledger.class).gone(settings.name(), digest);
    }
}
