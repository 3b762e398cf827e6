package io.configrelay.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import io.configrelay.describe.Risk;
import io.configrelay.slack.Notice;
import io.configrelay.slack.NoticeCard;
import io.configrelay.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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

    /** Nobody else takes what is being told; a post that may be parked again takes a minute or two. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    /** So much parked housekeeping waits for a message to ride in. */
    private static final int RIDERS = 100;

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private CamelContext camelContext;
    private ChannelSettings settings;
    private String endpointUri;
    private Optional<Match> match;
    private Poster poster;
    private Digest digest;
    private CompliancePairs pairs;
    private Timing timing;
    private Optional<ParkingPlace> place = Optional.empty();
    private Optional<ParkingLot> lot = Optional.empty();
    private List<Unparking> unparkings = List.of();
    private Share share;

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
        if (lot.isEmpty()) {
            return share.process(exchange, callback);
        }
        Turn turn = turn(exchange);
        Instant now = Instant.now();
        Duration wait = turn == Turn.FOLDED ? settings.foldFor() : timing.wait(turn, now);
        if (turn == Turn.USUAL && wait.isZero()) {
            timing.tell(now);
        }
        if (!wait.isZero() && settings.mute().isQuiet(now)) {
            exchange.setVariable(ChannelPosts.HELD, true);
        }
        return lot.get().process(exchange, turn, wait, callback);
    }

    private Turn turn(Exchange exchange) {
        if (Risk.isHigh(Delivery.of(exchange).change().risk())) {
            return Turn.GRAVE;
        }
        return timing.isFolded(Delivery.of(exchange).change()) ? Turn.FOLDED : Turn.USUAL;
    }

    /** Tells of one that was parked, or lets it stay. */
    boolean again(Exchange exchange, AsyncCallback callback) {
        boolean sync = lot.orElseThrow().again(exchange, callback);
        exchange.getVariable(Delivery.ARRIVED, Runnable.class).run();
        return sync;
    }

    /** Nobody else takes what of the parked is being told. */
    void renew() {
        unparkings.forEach(Unparking::renew);
    }

    /** Looks whether something is parked. */
    void wake() {
        unparkings.forEach(Unparking::wake);
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
        boolean tells =
                Risk.isHigh(delivery.change().risk()) && !settings.timetable().muteHighRisk();
        Duration quiet =
                tells || lot.isPresent() ? Duration.ZERO : settings.mute().hold(delivery.receivedAt(), now);
        Duration wanted = quiet.isZero() && settings.isFolded(delivery.change()) ? fold(delivery, now) : quiet;
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

    /** How long folded housekeeping waits from now on. */
    private Duration fold(Delivery delivery, Instant now) {
        if (lot.isEmpty()) {
            return settings.foldFor();
        }
        Duration left = Duration.between(now, delivery.receivedAt().plus(settings.foldFor()));
        return left.isNegative() || !timing.isFolded(delivery.change()) ? Duration.ZERO : left;
    }

    @Override
    protected void doStart() {
        Map<String, String> kebabCase = new LinkedHashMap<>();
        // Camel's property binding writes max-per-post as maxPerPost.
        parameters.forEach((key, value) -> kebabCase.put(StringHelper.camelCaseToDash(key), value));
        settings = ChannelSettings.of(kebabCase);
        endpointUri = "direct://channel-%s.%s".formatted(settings.name(), kebabCase.get("generation"));
        match = Match.of(kebabCase.get("match"));
        place = Optional.ofNullable(camelContext.getRegistry().findSingleByType(ParkingPlace.class));
        poster = new Poster(camelContext, settings.name(), settings.destination(), place.isPresent());
        DeliveredOnce once = camelContext.getRegistry().findSingleByType(DeliveredOnce.class);
        DeliveryThreads pool = camelContext.getRegistry().findSingleByType(DeliveryThreads.class);
        timing = new Timing(settings);
        digest = new Digest(
                new ChannelPosts(settings, poster, once, place.isPresent()),
                this::patience,
                place.isPresent() ? timing.pace() : settings.interval(),
                pool.clock(),
                pool.workers());
        pairs = new CompliancePairs(digest, Ticker.systemTicker());
        ServiceHelper.startService(poster, digest);
        Ledger ledger = camelContext.getRegistry().findSingleByType(Ledger.class);
        place.ifPresent(found -> park(found, once, pool, ledger));
        share = new Share(
                settings.name(), camelContext.getRegistry().findSingleByType(InHand.class)::share, pairs::process);
        Channels channels = camelContext.getRegistry().findSingleByType(Channels.class);
        channels.started(settings.name(), this);
        ledger.waiting(settings.name(), digest);
        // Its file may say another mention than before.
        ledger.mentions(settings.name(), Optional.empty());
    }

    private void park(ParkingPlace place, DeliveredOnce once, DeliveryThreads threads, Ledger ledger) {
        String name = settings.name();
        ParkedEvents events = camelContext.getRegistry().findSingleByType(ParkedEvents.class);
        ParkedCount count = place.counts().of(name);
        ledger.parking(name, count);
        Rest rest = new Rest(place.firstRest(), place.longestRest(), System::nanoTime);
        Parking parking = new Parking(name, place.parker(), count, once, this::parked);
        lot = Optional.of(new ParkingLot(name, place, count, rest, parking, pairs::process));
        Unparking.Plan inOrder = new Unparking.Plan(
                Turn.USUAL, Turn.GRAVE, timing::due, timing::next, settings.maxPerPost(), true, CLAIM);
        Unparking.Plan folded = new Unparking.Plan(
                Turn.FOLDED, Turn.FOLDED, timing::folded, timing::next, RIDERS, false, CLAIM.plus(settings.foldFor()));
        unparkings = Stream.of(inOrder, folded)
                .map(plan -> new Unparking(
                        name, place.parker().store(), threads, count, rest::left, plan, digest, events::send))
                .toList();
    }

    /** Something was parked: whoever tells of it looks whether it may be told now. */
    private void parked(Turn turn) {
        if (turn == Turn.FOLDED || timing.wait(turn, Instant.now()).isZero()) {
            // Its route may be on its way out, and another in its place.
            camelContext.getRegistry().findSingleByType(Channels.class).wake(settings.name());
        }
    }

    /** A stop begins: it waits for what is being posted, and not for housekeeping. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            unparkings.forEach(Unparking::stop);
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
        unparkings.forEach(Unparking::stop);
        digest.hurry();
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(digest, poster);
        camelContext.getRegistry().findSingleByType(Channels.class).stopped(settings.name(), this);
        camelContext.getRegistry().findSingleByType(Ledger.class).gone(settings.name(), digest);
    }
}
