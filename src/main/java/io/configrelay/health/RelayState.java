package io.configrelay.health;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the parts of the relay last did. Whoever does something says so here; health, metrics and cards look here. */
public final class RelayState {

    /** The name under which dead letters stand that no channel was offered. */
    public static final String NONE = "none";

    private final Clock clock;
    private final Map<String, ChannelState> channels = new TreeMap<>();
    private final QueueState queue;
    private final StoreState store;
    private volatile List<String> mistakes = List.of();
    private final Queue<String> removed = new ConcurrentLinkedQueue<>();
    private volatile Optional<Failure> unwritten = Optional.empty();

    /** @param clock for when something happened */
    public RelayState(Clock clock) {
        this.clock = clock;
        this.queue = new QueueState(clock);
        this.store = new StoreState(clock);
    }

    /** The state of a channel, new where nothing was heard of it yet. */
    public synchronized ChannelState channel(String name) {
        return channels.computeIfAbsent(name, unknown -> new ChannelState(clock));
    }

    /** The states of all channels by their names, those that are no more included. */
    synchronized Map<String, ChannelState> channels() {
        return new TreeMap<>(channels);
    }

    /** The state of the queue. */
    public QueueState queue() {
        return queue;
    }

    /** The state of the store. */
    public StoreState store() {
        return store;
    }

    /** Whether no message of this channel has arrived since the last that did not. */
    public boolean isFailing(String channel) {
        return channel(channel).isFailing();
    }

    /** Whether dead letters can be written: the last was, or why not. */
    public void deadLettersWritable(Optional<String> problem) {
        unwritten = problem.map(detail -> new Failure("unwritten", detail, clock.instant()));
    }

    /** Why the last dead letter could not be written; nothing when it was. */
    Optional<Failure> deadLettersFailure() {
        return unwritten;
    }

    /** The channel files were read, and this is wrong in them; the channels stay as they were for that. */
    public void filesRead(List<String> wrong) {
        mistakes = List.copyOf(wrong);
    }

    /** What is wrong in the channel files. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** A channel is no more, because its file isn't; a sentence tells what it was. */
    public void channelRemoved(String sentence) {
        removed.add(sentence);
    }

    /** The channels that went since this was asked last, a sentence each. */
    List<String> takeRemoved() {
        List<String> taken = new ArrayList<>();
        for (String sentence = removed.poll(); sentence != null; sentence = removed.poll()) {
            taken.add(sentence);
        }
        return taken;
    }
}
