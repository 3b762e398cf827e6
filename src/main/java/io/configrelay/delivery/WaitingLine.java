package io.configrelay.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * What waits in a channel, oldest first, and when that is due to be told. Times are nanoseconds of the digest that owns and
 * guards it.
 */
final class WaitingLine {

    static final long NEVER = Long.MAX_VALUE;

    /** So many exchanges are offered to one post at the most. */
    private static final int OFFERED = 2_000;

    /** Exchanges that wait for company are company themselves when they are so many. */
    private static final int CROWD = 100;

    /**
     * So many wait for a long interval or for the end of a quiet time; more are told early, because what waits here takes
     * its place among all that the relay can hold, and other channels' events would have none.
     */
    private static final int HELD = 250;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long due = NEVER;

    int size() {
        return waiting.size();
    }

    /** Whether more wait than may. */
    boolean isFull() {
        return waiting.size() >= HELD;
    }

    /** When the first runs out of patience. */
    long due() {
        return due;
    }

    void add(Waiting one, long now) {
        waiting.add(one);
        due = isCrowded() ? now : Math.min(due, one.until());
    }

    /** The last one is told otherwise. */
    void takeBackLast() {
        waiting.removeLast();
    }

    /** Those that a post may tell of now. */
    List<Exchange> offered(long now) {
        boolean all = isFull();
        return waiting.stream()
                .filter(one -> all || one.rides() || one.until() <= now)
                .limit(OFFERED)
                .map(Waiting::exchange)
                .toList();
    }

    List<Waiting> take(List<Exchange> exchanges, long now) {
        Set<Exchange> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.addAll(exchanges);
        List<Waiting> taken = new ArrayList<>(exchanges.size());
        waiting.removeIf(one -> told.contains(one.exchange()) && taken.add(one));
        due = isCrowded()
                ? now
                : waiting.stream().mapToLong(Waiting::until).min().orElse(NEVER);
        return taken;
    }

    List<Waiting> takeFirst(long now) {
        return take(waiting.stream().limit(1).map(Waiting::exchange).toList(), now);
    }

    /** Those that wait for company still. */
    List<Waiting> takePatient(long now) {
        return take(
                waiting.stream()
                        .filter(one -> one.until() > now)
                        .map(Waiting::exchange)
                        .toList(),
                now);
    }

    List<Waiting> takeAll() {
        List<Waiting> all = new ArrayList<>(waiting);
        waiting.clear();
        due = NEVER;
        return all;
    }

    /** Nobody waits for company any more. */
    void hurry(long now) {
        takeAll().forEach(one -> add(new Waiting(one.exchange(), one.callback(), now, true), now));
    }

    private boolean isCrowded() {
        return waiting.size() >= CROWD
                && (isFull()
                        || waiting.stream().filter(Waiting::rides).limit(CROWD).count() == CROWD);
    }
}
