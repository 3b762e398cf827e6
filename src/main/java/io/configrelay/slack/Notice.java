package io.configrelay.slack;

import java.time.Instant;
import java.util.List;

/** Something that the relay says of itself, to the channels of those who run it. */
public sealed interface Notice {

    /**
     * Events became dead letters.
     *
     * @param channel that didn't get them; {@code none} where they could not be read
     * @param reason one word why
     * @param count how many since it was said last
     */
    record DeadLetters(String channel, String reason, int count) implements Notice {}

    /**
     * Slack takes a channel's messages only when they call nobody.
     *
     * @param channel whose messages call nobody now
     * @param word with which Slack refused the mention
     */
    record MentionsForbidden(String channel, String word) implements Notice {}

    /** Channel files were changed, and this is wrong in them; the channels stay as they were for that. */
    record FilesRefused(List<String> mistakes) implements Notice {}

    /**
     * A channel's file is gone, and the channel with it.
     *
     * @param sentence tells what it was, in English
     */
    record ChannelRemoved(String sentence) implements Notice {}

    /** Nothing is wrong in the channel files any more. */
    record FilesApplied() implements Notice {}

    /**
     * The queue can't be read.
     *
     * @param since when
     * @param detail what AWS or the network says
     */
    record QueueUnreadable(Instant since, String detail) implements Notice {}

    /** The queue can be read again. */
    record QueueReadable() implements Notice {}

    /**
     * The store can't be read or written.
     *
     * @param since when
     * @param detail what the database says
     */
    record StoreUnusable(Instant since, String detail) implements Notice {}

    /** The store can be used again. */
    record StoreUsable() implements Notice {}

    /**
     * No more may be parked in the store.
     *
     * @param since when
     */
    record StoreFull(Instant since) implements Notice {}

    /** There is room in the store again. */
    record StoreHasRoom() implements Notice {}
}
