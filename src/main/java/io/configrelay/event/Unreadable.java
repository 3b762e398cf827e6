package io.configrelay.event;

/**
 * An entry of an envelope that is no AWS Config notification.
 *
 * @param reason one word, see {@link UnreadableException}
 * @param detail one sentence for an operator
 */
public record Unreadable(String id, String original, String reason, String detail) implements Opened {

    @Override
    public Notification orThrow() {
        throw new UnreadableException(reason, detail);
    }
}
