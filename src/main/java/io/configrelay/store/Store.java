package io.configrelay.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What was delivered, and what waits, by keys: a channel's name, {@code /} and a notification's id, 255 characters at the
 * most. When a method that writes returns, what it wrote survives the end of the process and of the machine, unless the
 * store {@link #isDurable is not durable}. Every method may be called by several threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store can't be read or written at the moment; then
 * nothing of it was done.
 */
public interface Store extends AutoCloseable {

    /** Whether events can be parked here. */
    boolean isDurable();

    /** Whether other relays use it, too. */
    boolean isShared();

    /** Whether it was delivered, or is parked. */
    boolean isKnown(String key);

    /** These are delivered, all or none; they are parked no more. */
    void delivered(Collection<String> keys);

    /** Parks these, all or none. What is parked already stays as it is. */
    void park(Collection<Parked> events);

    /**
     * The next of a channel, the grave first, then the oldest; fewer where they are large. Nobody else gets them for as
     * long.
     *
     * @param most how many
     * @param due which
     * @param until when others may have them
     */
    List<Parked> take(String channel, int most, Due due, Instant until);

    /** Nobody else gets those of these that are still taken for longer. */
    void renew(Collection<String> keys, Instant until);

    /** Writes something, to see whether that can be done. */
    void probe();

    /** These stay parked, for anybody. */
    void release(Collection<String> keys);

    /** These stay parked, for anybody; Slack has taken nothing since then, or since each was received. */
    void failing(Collection<String> keys, Instant since);

    /** These are parked no more, and were not delivered. */
    void forget(Collection<String> keys);

    /** What is parked, without what somebody has taken. */
    List<Backlog> backlogs();

    /** How large the notifications are that are parked, all together, in characters: bytes, about. */
    long size();

    /** Removes some of the keys that nobody asks for any more; to be run now and then. */
    void clean();

    @Override
    void close();
}
