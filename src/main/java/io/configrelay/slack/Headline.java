package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.Arn;
import io.configrelay.event.ConfigEvent;
import io.configrelay.redaction.Redaction;
import java.util.regex.Pattern;

/**
 * What happened, in one line of visible text: {@code Security Group sg-0a1b (web): Inbound tcp 22 from 0.0.0.0/0 opened}.
 * Nothing in it is escaped.
 *
 * @param kind what kind of thing it happened to, such as {@code Security Group}
 * @param id the resource's id, or its name where the id means nothing to people; empty where the message names none
 * @param name the resource's name in brackets, empty where it is none of its own
 * @param ownId the resource's id where the headline has its name in the place of it, for a line below; else empty
 * @param sentence such as {@code updated}
 * @param what the first thing that the diff says, or empty
 * @param isUpdate whether the sentence says no more than that there is a diff
 */
public record Headline(
        String kind, String id, String name, String ownId, String sentence, String what, boolean isUpdate) {

    private static final int ID_LENGTH = 80;
    private static final int NAME_LENGTH = 60;
    private static final int OWN_ID_LENGTH = 200;

    private static final Pattern VERB = Pattern.compile("(?<=Delivery|Evaluation)(Started|Completed|Failed)$");

    /** The headline of an event, in English. */
    public static Headline of(Change change) {
        return Told.of(change, Language.ENGLISH).headline();
    }

    /** The headline of an event that is told with these words. */
    static Headline of(ConfigEvent event, Words words, Language language) {
        DisplayName called = DisplayName.of(event.resource());
        return new Headline(
                kind(event).in(language),
                shown(called.id(), ID_LENGTH),
                called.name() == null ? "" : "(" + shown(called.name(), NAME_LENGTH) + ")",
                called.isByName() ? shown(called.ownId(), OWN_ID_LENGTH) : "",
                words.sentence(),
                words.what(),
                words.isUpdate());
    }

    /** The whole line. */
    public String text() {
        if (what.isEmpty()) {
            return brief();
        }
        return (isUpdate ? joined(kind, id, name) : brief()) + ": " + what;
    }

    /** The line without what the diff says: {@code Security Group sg-0a1b (web) updated}. */
    String brief() {
        return joined(kind, id, name, sentence);
    }

    /** The resource's id for the details; empty where it stands in the headline, or says no more than the name in it. */
    String detail() {
        return Arn.isOne(ownId) || ownId.contains("://") ? "" : ownId;
    }

    /** What comes after the id, with the space or colon before it. */
    String rest() {
        return text().substring(joined(kind, id).length());
    }

    private static String joined(String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(part.isEmpty() || joined.isEmpty() ? "" : " ").append(part);
        }
        return joined.toString();
    }

    /** What kind of thing it happened to, in English, such as {@code Security Group}. */
    public static String kindOf(ConfigEvent event) {
        return kind(event).in(Language.ENGLISH);
    }

    /** The kind of the resource, else what the message is about. */
    static Kind kind(ConfigEvent event) {
        String type = event.resource().type();
        return Kind.of(type == null ? subject(event.messageType()) : type);
    }

    /** {@code ConfigurationSnapshotDelivery} for {@code ConfigurationSnapshotDeliveryFailed}: the verb comes later. */
    private static String subject(String messageType) {
        return VERB.matcher(messageType).replaceFirst("");
    }

    private static String shown(String value, int max) {
        return value == null ? "" : Mrkdwn.cutMiddle(Mrkdwn.visible(Redaction.text(value)), max);
    }
}
