package io.configrelay.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * never shorter than the interval.
 *
 * <p>An exchange is done when the post that told of it is done: its callback is called once, after the post, with the
 * post's failure set on it where there was one. So the consumer that waits for the callback never acknowledges what
 * Slack doesn't have.
 */
final class Digest extends ServiceSupport implements AsyncProcessor {

    /** One post that tells of the first so many of the exchanges that it was made of. */
    interface Post {

        /** How many exchanges it tells of, from the first on; at least one. */
        int size();

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

    private record Waiting(Exchange exchange, AsyncCallback callback) {

        void done(Throwable failure) {
            if (failure != null) {
                exchange.setException(failure);
            }
            callback.done(false);
        }
    }

    private final Posts posts;
    private final int most;
    private final long intervalNanos;
    private final ScheduledExecutorService clock;
    private final Executor workers;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean busy;
    private long notBefore = System.nanoTime();

    /**
     * @param most how many exchanges are offered to one post
     * @param interval from the end of one post to the start of the next
     * @param clock tells when the interval is over; does no work of its own
     * @param workers where posts run: one thread for each channel that is posting
     */
    Digest(Posts posts, int most, Duration interval, ScheduledExecutorService clock, Executor workers) {
        this.posts = posts;
        this.most = most;
        this.intervalNanos = interval.toNanos();
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        synchronized (queue) {
            if (!isStoppingOrStopped() && (busy || schedule())) {
                busy = true;
                queue.add(new Waiting(exchange, callback));
                return false;
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

    /** Starts the next post when the interval is over; false when the threads are gone, because the relay stops. */
    private boolean schedule() {
        try {
            long delay = notBefore - System.nanoTime();
            if (delay <= 0) {
                workers.execute(this::post);
            } else {
                ScheduledFuture<?> unused =
                        clock.schedule(() -> workers.execute(this::post), delay, TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (RejectedExecutionException e) {
            return false;
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
                if (post != null) {
                    batch = take(post.size());
                }
            }
            if (post != null) {
                post.send();
            }
        } catch (Throwable e) { // Whatever it is, somebody waits for these callbacks.
            failure = e;
            batch = batch.isEmpty() ? take(1) : batch;
        }
        synchronized (queue) {
            notBefore = System.nanoTime() + intervalNanos;
            busy = !queue.isEmpty() && schedule();
        }
        for (Waiting waiting : batch) {
            waiting.done(failure);
        }
    }

    /** A post of as many as possible; when one of them can't be rendered, of the first alone; null of none. */
    private Post next() {
        List<Exchange> offered =
                queue.stream().limit(most).map(Waiting::exchange).toList();
        if (offered.isEmpty()) {
            return null;
        }
        try {
            return posts.of(offered);
        } catch (RuntimeException e) {
            return posts.of(offered.subList(0, 1));
        }
    }

    private List<Waiting> take(int count) {
        List<Waiting> taken = new ArrayList<>(count);
        synchronized (queue) {
            while (taken.size() < count && !queue.isEmpty()) {
                taken.add(queue.remove());
            }
        }
        return taken;
    }

    /** Gives back what waits: its source keeps it and delivers it again. A post under way comes to its own end. */
    @Override
    protected void doStop() {
        List<Waiting> left;
        synchronized (queue) {
            left = new ArrayList<>(queue);
            queue.clear();
        }
        left.forEach(waiting -> waiting.done(new RelayStoppingException()));
    }
}
