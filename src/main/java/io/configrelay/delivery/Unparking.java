package io.configrelay.delivery;

import io.configrelay.store.Due;
import io.configrelay.store.Parked;
import io.configrelay.store.Store;
import io.configrelay.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what is parked for one channel, the gravest first, then the oldest: a handful at a time, and the next when
 * all of those have come to an end. The store is a source like others, whose acknowledgement is that a row is gone.
 */
final class Unparking {

    private static final Logger LOG = LoggerFactory.getLogger(Unparking.class);

    private static final Duration STORE_AWAY = Duration.ofSeconds(5);

    /** The longest sleep: clocks may be set, and other relays may park something. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Gets an event to its channel. */
    interface Return {

        /**
         * Sends it.
         *
         * @param arrived is run when it is there
         * @param end is called once, when it has come to an end
         */
        void to(Parked event, Runnable arrived, Consumer<Round.End> end);
    }

    /** Where events that are told together come together. */
    interface Gathering {

        /** Tells of nothing for now. */
        void gather();

        /** All are there. */
        void gathered();
    }

    private final String channel;
    private final Store store;
    private final DeliveryThreads threads;
    private final ParkedCount count;
    private final Rest rest;
    private final UnparkingPlan plan;
    private final Gathering gathering;
    private final Return back;
    private final Set<Round> rounds = ConcurrentHashMap.newKeySet();

    /** Guarded by itself, as all below is. */
    private boolean running;

    /** Something was parked since it was last looked. */
    private boolean woken;

    private int inHand;

    /** Whether claims are renewed. */
    private boolean keeping;

    private boolean stopped;
    private ScheduledFuture<?> timer;

    /** @param rest while which Slack is not asked */
    Unparking(
            String channel,
            Store store,
            DeliveryThreads threads,
            ParkedCount count,
            Rest rest,
            UnparkingPlan plan,
            Gathering gathering,
            Return back) {
        this.channel = channel;
        this.store = store;
        this.threads = threads;
        this.count = count;
        this.rest = rest;
        this.plan = plan;
        this.gathering = gathering;
        this.back = back;
    }

    /** Looks whether there is something to tell; may be called at any time. */
    synchronized void wake() {
        if (running) {
            woken = true;
        } else {
            begin(Duration.ZERO);
        }
    }

    /** Takes nothing more; what is under way comes to its end. */
    synchronized void stop() {
        stopped = true;
        cancelTimer();
        wake();
    }

    private synchronized boolean isStopped() {
        running &= !stopped;
        return stopped;
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private synchronized void begin(Duration wait) {
        cancelTimer();
        if (stopped && rounds.isEmpty()) {
            return;
        }
        running = wait.isZero();
        try {
            if (running) {
                threads.workers().execute(this::look);
            } else {
                long millis = Math.max(1, Math.min(wait.toMillis(), LONGEST.toMillis()));
                timer = threads.clock().schedule(() -> begin(Duration.ZERO), millis, TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the relay stops", channel);
        }
    }

    private void look() {
        if (!rounds.stream().allMatch(Round::settle)) {
            begin(STORE_AWAY);
            return;
        }
        rounds.removeIf(Round::isWritten);
        if (isStopped()) {
            return;
        }
        Duration closed = rest.left();
        if (!closed.isZero()) {
            begin(closed);
            return;
        }
        Instant now = Instant.now();
        try {
            List<Parked> events = take(now);
            if (events.isEmpty()) {
                idle(now);
            } else {
                bring(events);
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: what is parked can't be read; trying again: {}", channel, SourceLog.line(e));
            begin(STORE_AWAY);
        }
    }

    private List<Parked> take(Instant now) {
        int most = plan.events() - inHand();
        Optional<Due> due =
                most <= 0 || parked() == 0 ? Optional.empty() : plan.due().apply(now);
        return due.isEmpty() ? List.of() : store.take(channel, most, due.get(), now.plus(plan.claim()));
    }

    private int parked() {
        int parked = 0;
        for (Turn turn : Turn.values()) {
            boolean ours = turn.compareTo(plan.least()) >= 0 && turn.compareTo(plan.most()) <= 0;
            parked += ours ? count.of(turn) : 0;
        }
        return parked;
    }

    private synchronized int inHand() {
        return inHand;
    }

    private synchronized void idle(Instant now) {
        running = false;
        Duration next = plan.next().apply(now);
        if (woken) {
            woken = false;
            begin(Duration.ZERO);
        } else if (!next.isZero() && parked() > 0) {
            begin(next);
        }
    }

    private void bring(List<Parked> events) {
        synchronized (this) {
            inHand += events.size();
        }
        Round round = new Round(
                channel,
                store,
                count,
                () -> rest.since().orElseGet(Instant::now),
                events,
                well -> ended(events.size(), well));
        rounds.add(round);
        keepClaimed();
        gathering.gather();
        Arrivals arrivals = new Arrivals(events.size(), gathering::gathered);
        for (Parked event : events) {
            Runnable arrived = arrivals.one();
            Consumer<Round.End> ended = end -> {
                arrived.run();
                round.ended(event, end);
            };
            count.taken(event.turn());
            back.to(event, arrived, ended);
        }
        if (!plan.together()) {
            begin(Duration.ZERO);
        }
    }

    /** Nobody else gets what is in hand, however long that takes. */
    private synchronized void keepClaimed() {
        if (!keeping) {
            keeping = true;
            renewLater();
        }
    }

    private void renewLater() {
        try {
            ScheduledFuture<?> unused = threads.clock()
                    .schedule(
                            () -> threads.workers().execute(this::renew),
                            plan.claim().toMillis() / 2,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the relay stops", channel);
        }
    }

    private void renew() {
        List<String> underWay = underWay();
        if (underWay.isEmpty()) {
            return;
        }
        try {
            store.renew(underWay, Instant.now().plus(plan.claim()));
        } catch (RuntimeException e) {
            LOG.debug("{}: it is tried again", channel, e);
        }
        renewLater();
    }

    private synchronized List<String> underWay() {
        List<String> keys =
                rounds.stream().flatMap(round -> round.underWay().stream()).toList();
        keeping = !keys.isEmpty();
        return keys;
    }

    private synchronized void ended(int events, boolean well) {
        inHand -= events;
        rounds.removeIf(Round::isWritten);
        if (running && !plan.together()) {
            woken = true;
        } else {
            begin(well ? Duration.ZERO : STORE_AWAY);
        }
    }
}
