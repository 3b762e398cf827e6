package io.configrelay.event;

/** What one entry of an envelope turned out to be: a {@link Notification}, or something {@link Unreadable}. */
public sealed interface Opened permits Notification, Unreadable {

    /** The id of the notification as far as its envelope tells, else the id that the source gave the delivery. */
    String id();

    /** What arrived, verbatim. */
    String original();

    /**
     * The notification.
     *
     * @throws UnreadableException when there is none
     */
    Notification orThrow();
}
