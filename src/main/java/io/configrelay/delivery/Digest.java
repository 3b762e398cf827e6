package io.configrelay.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Group commit for one channel: at most one post is under way, and whatever arrives meanwhile waits and rides in the
 * next. A quiet channel gets each event at once and alone, a burst becomes a few posts, and the time between two posts is
 * never shorter than the interval. An exchange may have the patience to wait for another's post, and has a post of its own
 * only when it runs out.
 *
 * <p>An exchange is done when the post that told of it is done: its callback is called once, after the post, with the
 * post's failure set on it where there was one. So the consumer that waits for the callback never acknowledges what
 * Slack doesn't have.
 */
final class Digest extends ServiceSupport implements AsyncProcessor {

    /** So many exchanges are offered to one post at the most. */
    private static final int OFFERED = 2_000;

    /** Exchanges that wait for company are company themselves when they are so many. */
    private static final int CROWD = 100;

    /**
     * So many wait for a long interval or for the end of a quiet time; more are told early, because what waits here takes
     * its place among all that the relay can hold, and other channels' events would have none.
     */
    private static final int HELD = 250;

    /** Slack's: a message a second. */
    private static final long PACE = TimeUnit.SECONDS.toNanos(1);

    private static final long NEVER = Long.MAX_VALUE;

    /** One post that tells of some of the exchanges that it was made of. */
    interface Post {

        /** Those that it tells of; at least one. */
        List<Exchange> exchanges();

        /**
         * Posts, tries again where that helps, and returns when Slack has it.
         *
         * @throws Exception when it won't be delivered
         */
        void send() throws Exception;
    }

    /** Makes a post of waiting exchanges, oldest first. */
    interface Posts {
        Post of(List<Exchange> waiting);
    }

    /**
     * How an exchange waits.
     *
     * @param time before a post is made for it
     * @param rides whether it may go with another's post before that
     */
    record Wait(Duration time, boolean rides) {

        /** For the next post. */
        static final Wait NONE = new Wait(Duration.ZERO, true);
    }

    /** How an exchange waits. */
    interface Patience {
        Wait of(Exchange exchange);
    }

    private record Waiting(Exchange exchange, AsyncCallback callback, long until, boolean rides) {

        void done(Throwable failure) {
            if (failure != null) {
                exchange.setException(failure);
            }
            callback.done(false);
        }
    }

    private final Posts posts;
    private final Patience patience;
    private volatile long intervalNanos;
    private final ScheduledExecutorService clock;
    private final Executor workers;

    /** Times are nanoseconds since this. */
    private final long origin = System.nanoTime();

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean posting;
    private long notBefore;

    /** When the next post may begin where more wait than may. */
    private long soonest;

    /** When the first of the queue runs out of patience. */
    private long due = NEVER;

    /** No one may wait for company any more. */
    private boolean leaving;

    /** Looks whether a post is due, at this time; null where nothing waits. */
    private ScheduledFuture<?> timer;

    private long timerAt = NEVER;

    /**
     * @param patience of each exchange, none for most
     * @param interval from the end of one post to the start of the next
     * @param clock tells when the interval is over; does no work of its own
     * @param workers where posts run: one thread for each channel that is posting
     */
    Digest(Posts posts, Patience patience, Duration interval, ScheduledExecutorService clock, Executor workers) {
        this.posts = posts;
        this.patience = patience;
        this.intervalNanos = interval.toNanos();
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Wait wait = patience.of(exchange);
        long patient = wait.time().toNanos();
        long until = now() + patient;
        synchronized (queue) {
            if (!isStoppingOrStopped() && !(leaving && patient > 0)) {
                Waiting waiting = new Waiting(exchange, callback, until, wait.rides());
                queue.add(waiting);
                due = isCrowded() ? now() : Math.min(due, until);
                if (begin()) {
                    return false;
                }
                queue.remove(waiting);
            }
        }
        exchange.setException(new RelayStoppingException());
        callback.done(true);
        return true;
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

    /** How many exchanges wait for a post; those under way are not counted. */
    int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private boolean isCrowded() {
        return queue.size() >= CROWD
                && (queue.size() >= HELD
                        || queue.stream().filter(Waiting::rides).limit(CROWD).count() == CROWD);
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    /** Starts the next post as soon as one is due; false when the threads are gone, because the relay stops. */
    private boolean begin() {
        if (posting || queue.isEmpty()) {
            return true;
        }
        long at = queue.size() >= HELD ? Math.min(notBefore, soonest) : Math.max(notBefore, due);
        long delay = at - now();
        try {
            if (delay <= 0) {
                workers.execute(this::post);
                posting = true;
            } else if (at < timerAt) {
                cancelTimer();
                timer = clock.schedule(this::look, delay, TimeUnit.NANOSECONDS);
                timerAt = at;
            }
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void look() {
        synchronized (queue) {
            timerAt = NEVER;
            begin();
        }
    }

    /** A timer that is left would keep the threads from ending. */
    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timerAt = NEVER;
        }
    }

    private void post() {
        List<Waiting> batch = List.of();
        Throwable failure = null;
        try {
            Post post;
            synchronized (queue) {
                // Rendering takes milliseconds; under the lock nobody can empty the queue between look and take.
                post = next();
                batch = take(post == null ? List.of() : post.exchanges());
            }
            if (post != null) {
                post.send();
            }
        } catch (Throwable e) { // Whatever it is, somebody waits for these callbacks.
            failure = e;
            batch = batch.isEmpty() ? takeFirst() : batch;
        }
        synchronized (queue) {
            notBefore = now() + intervalNanos;
            soonest = now() + Math.min(intervalNanos, PACE);
            posting = false;
            begin();
        }
        for (Waiting waiting : batch) {
            waiting.done(failure);
        }
    }

    /** A post of as many as possible; when one of them can't be rendered, of the first alone; null of none. */
    private Post next() {
        long now = now();
        boolean all = queue.size() >= HELD;
        List<Exchange> offered = queue.stream()
                .filter(waiting -> all || waiting.rides() || waiting.until() <= now)
                .limit(OFFERED)
                .map(Waiting::exchange)
                .toList();
        if (offered.isEmpty()) {
            return null;
        }
        try {
            return posts.of(offered);
        } catch (RuntimeException e) {
            return posts.of(offered.subList(0, 1));
        }
    }

    private List<Waiting> takeFirst() {
        synchronized (queue) {
            return take(queue.stream().limit(1).map(Waiting::exchange).toList());
        }
    }

    private List<Waiting> take(List<Exchange> exchanges) {
        Set<Exchange> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.addAll(exchanges);
        List<Waiting> taken = new ArrayList<>(exchanges.size());
        queue.removeIf(waiting -> told.contains(waiting.exchange()) && taken.add(waiting));
        due = isCrowded()
                ? now()
                : queue.stream().mapToLong(Waiting::until).min().orElse(NEVER);
        return taken;
    }

    /** Posts what waits as soon as it may, and waits for no more company. */
    void hurry() {
        synchronized (queue) {
            intervalNanos = Math.min(intervalNanos, TimeUnit.SECONDS.toNanos(1));
            notBefore = Math.min(notBefore, now() + intervalNanos);
            List<Waiting> all = new ArrayList<>(queue);
            queue.clear();
            all.forEach(waiting -> queue.add(new Waiting(waiting.exchange(), waiting.callback(), now(), true)));
            due = queue.isEmpty() ? NEVER : now();
            cancelTimer();
            begin();
        }
    }

    /** Gives back what waits for company, now and later, because nobody shall wait for it. The rest is posted. */
    void leave() {
        List<Waiting> left;
        synchronized (queue) {
            leaving = true;
            left = take(queue.stream()
                    .filter(waiting -> waiting.until() > now())
                    .map(Waiting::exchange)
                    .toList());
        }
        left.forEach(waiting -> waiting.done(new RelayStoppingException()));
    }

    /** Gives back what waits: its source keeps it and delivers it again. A post under way comes to its own end. */
    @Override
    protected void doStop() {
        List<Waiting> left;
        synchronized (queue) {
            left = new ArrayList<>(queue);
            queue.clear();
            cancelTimer();
        }
        left.forEach(waiting -> waiting.done(new RelayStoppingException()));
    }
}
