package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Phrase;
import io.configrelay.event.ConfigEvent;
import java.util.regex.Pattern;

/**
 * What happened, in one line of visible text: {@code Security Group sg-0a1b (web): Inbound tcp 22 from 0.0.0.0/0 opened}.
 * Nothing in it is escaped.
 *
 * @param kind what kind of thing it happened to, such as {@code Security Group}
 * @param id the resource's id, or its name where the id is an ARN or a URL; empty where the message names none
 * @param name the resource's name in brackets, empty where it is none of its own
 * @param sentence such as {@code updated}
 * @param what the first thing that the diff says, or empty
 * @param isUpdate whether the sentence says no more than that there is a diff
 */
public record Headline(String kind, String id, String name, String sentence, String what, boolean isUpdate) {

    private static final int KIND_LENGTH = 60;
    private static final int ID_LENGTH = 80;
    private static final int NAME_LENGTH = 60;

    private static final Pattern VERB = Pattern.compile("(?<=Delivery|Evaluation)(Started|Completed|Failed)$");

    private static final Pattern ADDRESS = Pattern.compile("(arn:|https?://)\\S+");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private static final Pattern ACL = Pattern.compile("\\bAcl\\b");

    /** The headline of an event, in English. */
    public static Headline of(Change change) {
        return Told.of(change, Language.ENGLISH).headline();
    }

    /** The headline of an event that is told with these words. */
    static Headline of(ConfigEvent event, Words words, Language language) {
        return new Headline(
                kind(event).in(language),
                shown(isAddress(event) ? event.resourceName() : event.resourceId(), ID_LENGTH),
                name(event),
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

    /** The resource's type without its service, else what the message is about. */
    static Phrase kind(ConfigEvent event) {
        String type = event.resourceType() == null ? subject(event.messageType()) : event.resourceType();
        return new Phrase.Term(shown(split(type.substring(type.lastIndexOf(':') + 1)), KIND_LENGTH));
    }

    /** {@code ConfigurationSnapshotDelivery} for {@code ConfigurationSnapshotDeliveryFailed}: the verb comes later. */
    private static String subject(String messageType) {
        return VERB.matcher(messageType).replaceFirst("");
    }

    /** Whether the id is an ARN or a URL, of which people read no more than the name at its end. */
    private static boolean isAddress(ConfigEvent event) {
        return event.resourceName() != null
                && event.resourceId() != null
                && ADDRESS.matcher(event.resourceId()).matches();
    }

    private static String name(ConfigEvent event) {
        return event.resourceName() == null
                        || isAddress(event)
                        || event.resourceName().equals(event.resourceId())
                ? ""
                : "(" + shown(event.resourceName(), NAME_LENGTH) + ")";
    }

    /** {@code SecurityGroup} to {@code Security Group}, {@code NetworkAcl} to {@code Network ACL}. */
    private static String split(String camelCase) {
        return ACL.matcher(BETWEEN_WORDS.matcher(camelCase).replaceAll(" ")).replaceAll("ACL");
    }

    private static String shown(String value, int max) {
        return value == null ? "" : Mrkdwn.cutMiddle(Mrkdwn.visible(value), max);
    }
}
