package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;

/**
 * What happened, in one line of visible text: {@code Security Group sg-0a1b (web) updated}. Nothing in it is escaped.
 *
 * @param kind what kind of thing it happened to, such as {@code Security Group}
 * @param id the resource's id, empty where the message names none
 * @param words the rest of the sentence
 */
public record Headline(String kind, String id, String words) {

    private static final int KIND_LENGTH = 60;
    private static final int ID_LENGTH = 80;
    private static final int NAME_LENGTH = 60;

    /** The headline of an event. */
    public static Headline of(ConfigEvent event) {
        return new Headline(kind(event), shown(event.resourceId(), ID_LENGTH), words(event));
    }

    /** The whole line. */
    public String text() {
        return String.join(
                " ",
                java.util.stream.Stream.of(kind, id, words)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** The resource's type without its service, else what the message is about. */
    private static String kind(ConfigEvent event) {
        String type = event.resourceType() == null ? subject(event.messageType()) : event.resourceType();
        return shown(split(type.substring(type.lastIndexOf(':') + 1)), KIND_LENGTH);
    }

    /** {@code ConfigurationSnapshotDelivery} for {@code ConfigurationSnapshotDeliveryFailed}: the verb comes later. */
    private static String subject(String messageType) {
        return messageType.replaceFirst("(?<=Delivery|Evaluation)(Started|Completed|Failed)$", "");
    }

    private static String words(ConfigEvent event) {
        String name = event.resourceName() == null || event.resourceName().equals(event.resourceId())
                ? ""
                : "(" + shown(event.resourceName(), NAME_LENGTH) + ") ";
        return (name + Words.of(event).sentence()).strip();
    }

    /** {@code SecurityGroup} to {@code Security Group}, {@code DBInstance} to {@code DB Instance}. */
    private static String split(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
    }

    private static String shown(String value, int max) {
        return value == null ? "" : Mrkdwn.cutMiddle(Mrkdwn.visible(value), max);
    }
}
