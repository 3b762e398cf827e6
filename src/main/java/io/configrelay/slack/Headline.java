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
    private static final int RULE_LENGTH = 128;

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

    private static String kind(ConfigEvent event) {
        String type = event.resourceType() == null ? event.messageType() : event.resourceType();
        return shown(split(type.substring(type.lastIndexOf(':') + 1)), KIND_LENGTH);
    }

    private static String words(ConfigEvent event) {
        String name = event.resourceName() == null || event.resourceName().equals(event.resourceId())
                ? ""
                : "(" + shown(event.resourceName(), NAME_LENGTH) + ") ";
        String rule = event.ruleName() == null ? "" : " by rule " + shown(event.ruleName(), RULE_LENGTH);
        if (event.compliance() != null) {
            return name + "is " + shown(event.compliance(), KIND_LENGTH) + rule;
        }
        return event.resourceType() == null ? (name + rule).strip() : name + verb(event);
    }

    /** Whether it came, went or changed: by the diff, else by the item's status. */
    private static String verb(ConfigEvent event) {
        String change = event.changeType() == null ? "" : event.changeType();
        String status = event.status() == null ? "" : event.status();
        if (change.equals("CREATE") || (change.isEmpty() && status.equals("ResourceDiscovered"))) {
            return "created";
        }
        if (change.equals("DELETE") || status.startsWith("ResourceDeleted")) {
            return "deleted";
        }
        return status.equals("ResourceNotRecorded") ? "not recorded any more" : "updated";
    }

    /** {@code SecurityGroup} to {@code Security Group}, {@code DBInstance} to {@code DB Instance}. */
    private static String split(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
    }

    private static String shown(String value, int max) {
        return value == null ? "" : Mrkdwn.cutMiddle(Mrkdwn.visible(value), max);
    }
}
