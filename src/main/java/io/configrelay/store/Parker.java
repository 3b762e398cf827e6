package io.configrelay.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Parks events of all channels, those that come at a time in one commit. While the store is full or can't be written, they
 * wait here, so that their exchanges are in flight and their source is held back.
 */
public final class Parker {

    private static final int MOST = 500;

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private record Request(Parked event, Consumer<Optional<RuntimeException>> done) {}

    private final Store store;
    private final Room room;
    private final ScheduledExecutorService writer;
    private final Executor workers;
    private final Queue<Request> queue = new ConcurrentLinkedQueue<>();

    /** Whether a write is under way, or will be. */
    private final AtomicBoolean writing = new AtomicBoolean();

    private volatile boolean leaving;

    /**
     * @param store a durable one
     * @param room whether it may grow
     * @param writer one thread, which makes the commits
     * @param workers where those hear of it who wait for it
     */
    public Parker(Store store, Room room, ScheduledExecutorService writer, Executor workers) {
        this.store = store;
        this.room = room;
        this.writer = writer;
        this.workers = workers;
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /**
     * Parks an event.
     *
     * @param done is called once, when it is committed, or with why it can't be
     */
    public void park(Parked event, Consumer<Optional<RuntimeException>> done) {
        queue.add(new Request(event, done));
        begin(Duration.ZERO);
    }

    /** The relay stops: from here on nobody waits for a store that is full or away. */
    public void leave() {
        leaving = true;
    }

    private void begin(Duration wait) {
        if (!writing.compareAndSet(false, true)) {
            return;
        }
        try {
            ScheduledFuture<?> unused = writer.schedule(this::write, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            writing.set(false);
            giveBack();
        }
    }

    private void write() {
        boolean well = true;
        while (well && !queue.isEmpty()) {
            well = commit();
        }
        if (!well && leaving) {
            giveBack();
        }
        writing.set(false);
        if (!queue.isEmpty()) {
            begin(well ? Duration.ZERO : AGAIN);
        }
    }

    private boolean commit() {
        List<Request> batch = queue.stream().limit(MOST).toList();
        try {
            if (!room.isThere()) {
                return false;
            }
            store.park(batch.stream().map(Request::event).toList());
        } catch (StoreUnavailableException e) {
            return false;
        } catch (RuntimeException e) {
            // One of them is what the store can't hold.
            return alone();
        }
        batch.forEach(one -> queue.remove());
        tell(batch, Optional.empty());
        return true;
    }

    private boolean alone() {
        Request first = queue.element();
        Optional<RuntimeException> failure = Optional.empty();
        try {
            store.park(List.of(first.event()));
        } catch (StoreUnavailableException e) {
            return false;
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
        queue.remove();
        tell(List.of(first), failure);
        return true;
    }

    private void giveBack() {
        for (Request one = queue.poll(); one != null; one = queue.poll()) {
            one.done().accept(Optional.of(new StoreUnavailableException("The relay stops.", null)));
        }
    }

    private void tell(List<Request> batch, Optional<RuntimeException> failure) {
        Runnable tell = () -> batch.forEach(one -> one.done().accept(failure));
        try {
            workers.execute(tell);
        } catch (RejectedExecutionException e) {
            tell.run();
        }
    }
}
