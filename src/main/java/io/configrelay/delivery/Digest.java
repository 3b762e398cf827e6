package io.configrelay.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
final class Digest extends ServiceSupport implements AsyncProcessor, Unparking.Gathering {

    /** Slack's: a message a second. */
    private static final long PACE = TimeUnit.SECONDS.toNanos(1);

    private static final long NEVER = WaitingLine.NEVER;

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

        /** Whether a post's failure is one of all that waits, too, because Slack takes nothing at the time. */
        default boolean isOfAll(Throwable failure) {
            return false;
        }
    }

    private final Posts posts;
    private final Patience patience;
    private volatile long intervalNanos;
    private final ScheduledExecutorService clock;
    private final Executor workers;

    /** Times are nanoseconds since this. */
    private final long origin = System.nanoTime();

    /** Guarded by itself, as all below is. */
    private final WaitingLine line = new WaitingLine();

    private boolean posting;

    /** Those that are on their way ride together. */
    private int gathering;

    private long notBefore;

    /** When the next post may begin where more wait than may. */
    private long soonest;

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
        Patience.Wait wait = patience.of(exchange);
        long patient = wait.time().toNanos();
        long until = now() + patient;
        synchronized (line) {
            if (!isStoppingOrStopped() && !(leaving && patient > 0)) {
                line.add(new Waiting(exchange, callback, until, wait.rides()), now());
                if (begin()) {
                    return false;
                }
                line.takeBackLast();
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

    @Override
    public void gather() {
        synchronized (line) {
            gathering++;
        }
    }

    @Override
    public void gathered() {
        synchronized (line) {
            gathering--;
            begin();
        }
    }

    /** How many exchanges wait for a post; those under way are not counted. */
    int waiting() {
        synchronized (line) {
            return line.size();
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    /** Starts the next post as soon as one is due; false when the threads are gone, because the relay stops. */
    private boolean begin() {
        if (posting || gathering > 0 || line.size() == 0) {
            return true;
        }
        long at = line.isFull() ? Math.min(notBefore, soonest) : Math.max(notBefore, line.due());
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
        synchronized (line) {
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
            synchronized (line) {
                // Rendering takes milliseconds; under the lock nobody can empty the queue between look and take.
                post = next();
                batch = line.take(post == null ? List.of() : post.exchanges(), now());
            }
            if (post != null) {
                post.send();
            }
        } catch (Throwable e) { // Whatever it is, somebody waits for these callbacks.
            failure = e;
        }
        synchronized (line) {
            if (failure != null && posts.isOfAll(failure)) {
                batch = new ArrayList<>(batch);
                batch.addAll(line.takeAll());
            } else if (failure != null && batch.isEmpty()) {
                batch = line.takeFirst(now());
            }
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
        List<Exchange> offered = line.offered(now());
        if (offered.isEmpty()) {
            return null;
        }
        try {
            return posts.of(offered);
        } catch (RuntimeException e) {
            return posts.of(offered.subList(0, 1));
        }
    }

    /** Posts what waits as soon as it may, and waits for no more company. */
    void hurry() {
        synchronized (line) {
            intervalNanos = Math.min(intervalNanos, TimeUnit.SECONDS.toNanos(1));
            notBefore = Math.min(notBefore, now() + intervalNanos);
            line.hurry(now());
            cancelTimer();
            begin();
        }
    }

    /** Gives back what waits for company, now and later, because nobody shall wait for it. The rest is posted. */
    void leave() {
        List<Waiting> left;
        synchronized (line) {
            leaving = true;
            left = line.takePatient(now());
        }
        left.forEach(waiting -> waiting.done(new RelayStoppingException()));
    }

    /** Gives back what waits: its source keeps it and delivers it again. A post under way comes to its own end. */
    @Override
    protected void doStop() {
        List<Waiting> left;
        synchronized (line) {
            left = line.takeAll();
            cancelTimer();
        }
        left.forEach(waiting -> waiting.done(new RelayStoppingException()));
    }
}
