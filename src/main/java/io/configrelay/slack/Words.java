package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Description;
import io.configrelay.describe.Language;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import io.configrelay.event.ConfigMessage.HistoryDelivery;
import io.configrelay.event.ConfigMessage.ItemChange;
import io.configrelay.event.ConfigMessage.OversizedItemChange;
import io.configrelay.event.ConfigMessage.OversizedItemDeliveryFailed;
import io.configrelay.event.ConfigMessage.Phase;
import io.configrelay.event.ConfigMessage.RulesEvaluationStarted;
import io.configrelay.event.ConfigMessage.ScheduledNotification;
import io.configrelay.event.ConfigMessage.SnapshotDelivery;
import io.configrelay.event.ConfigMessage.Unknown;
import io.configrelay.event.S3Object;
import io.configrelay.redaction.Redaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What happened, for each kind of message: the sentence after the resource, and what is known beyond the diff.
 *
 * @param sentence such as {@code deleted}; begins small, has no full stop
 * @param what the first thing that the diff says, {@code Inbound tcp 22 from 0.0.0.0/0 opened}; empty without a diff
 * @param details lines of visible text
 * @param link to what doesn't fit
 * @param isUpdate whether the sentence says no more than that there is a diff
 */
record Words(String sentence, String what, List<String> details, Optional<Link> link, boolean isUpdate) {

    private static final String UPDATED = "updated";

    private static final int RULE_LENGTH = 128;
    /** So much of the first line stands in the headline. */
    static final int WHAT_LENGTH = 160;

    private static final int DETAIL_LENGTH = 500;
    private static final int RULES_SHOWN = 5;

    Words(String sentence, List<String> details) {
        this(sentence, "", details, Optional.empty(), false);
    }

    /** The same with these lines of visible text below. */
    Words with(List<String> lines) {
        return new Words(sentence, what, lines, link, isUpdate);
    }

    static Words of(Change change, Language language) {
        return change.event().content().match(new OfEach(change, change.event(), language));
    }

    /** Whether the resource came, went or changed, as a key: by the diff, else by the item's status. */
    private static String verb(ConfigEvent event) {
        String status = event.status() == null ? "" : event.status();
        if (event.isDeleted()) {
            return "deleted";
        }
        if (event.isCreated()) {
            return status.equals("ResourceNotRecorded") ? "not-recorded" : "created";
        }
        if (status.equals("ResourceDiscovered")) {
            return "discovered";
        }
        if (status.equals("ResourceNotRecorded")) {
            return "not-recorded";
        }
        return event.changeType() == null ? "recorded" : UPDATED;
    }

    /** {@code High risk: tcp 22 (SSH) is open to the world}; empty where there is none. */
    static String risk(Change change, Language language) {
        return change.risk()
                .map(risk -> language.say(
                        "risk." + risk.level().word(),
                        risk.reasons().stream()
                                .map(reason -> reason.in(language))
                                .collect(Collectors.joining(language.say("reason.separator")))))
                .orElse("");
    }

    private static String what(Change change, Language language) {
        Description description = change.description();
        if (description.lines().isEmpty()) {
            return "";
        }
        int others = description.lines().size() - 1 + description.more();
        String more = others == 0 ? "" : language.say("headline.more", others);
        return shown(description.lines().get(0).in(language), WHAT_LENGTH) + more;
    }

    private static String shown(String value, int max) {
        return Mrkdwn.cutMiddle(Mrkdwn.visible(value), max);
    }

    private static List<String> detail(String text) {
        return text == null ? List.of() : List.of(shown(Redaction.text(text), DETAIL_LENGTH));
    }

    private static List<String> at(S3Object object) {
        return object == null ? List.of() : detail(object.uri());
    }

    private record OfEach(Change change, ConfigEvent event, Language language) implements ConfigMessage.Cases<Words> {

        private String say(String key, Object... parts) {
            return language.say(key, parts);
        }

        private Words ofDiff() {
            String verb = verb(event);
            return new Words(
                    say("verb." + verb), what(change, language), List.of(), Optional.empty(), verb.equals(UPDATED));
        }

        @Override
        public Words itemChange(ItemChange message) {
            return ofDiff();
        }

        @Override
        public Words oversizedItemChange(OversizedItemChange message) {
            String verb = say("verb." + verb(event));
            S3Object object = message.object();
            return object == null
                    ? new Words(verb, detail(say("oversized")))
                    : new Words(verb, "", detail(say("oversized.at", object.uri())), Link.to(object, event), false);
        }

        @Override
        public Words oversizedItemDeliveryFailed(OversizedItemDeliveryFailed message) {
            String code = message.errorCode() == null ? "" : " (" + message.errorCode() + ")";
            String error = message.errorMessage() == null ? "" : ": " + message.errorMessage();
            return new Words(say("verb." + verb(event)), detail(say("oversized.failed", code + error)));
        }

        @Override
        public Words complianceChange(ComplianceChange message) {
            return Compliance.words(message, event.isDeleted(), language);
        }

        @Override
        public Words rulesEvaluationStarted(RulesEvaluationStarted message) {
            List<String> rules = message.rules();
            if (rules.isEmpty()) {
                return new Words(say("started"), List.of());
            }
            if (rules.size() == 1) {
                return new Words(say("started.rule", shown(Redaction.text(rules.get(0)), RULE_LENGTH)), List.of());
            }
            String first = String.join(", ", rules.subList(0, Math.min(RULES_SHOWN, rules.size())));
            int more = rules.size() - RULES_SHOWN;
            return new Words(
                    say("started.rules", rules.size()), detail(more > 0 ? say("list.more", first, more) : first));
        }

        @Override
        public Words snapshotDelivery(SnapshotDelivery message) {
            String id = message.snapshotId() == null ? "" : " (" + shown(message.snapshotId(), RULE_LENGTH) + ")";
            return delivery(id, message.phase(), message.object(), message.error());
        }

        @Override
        public Words historyDelivery(HistoryDelivery message) {
            return delivery("", message.phase(), message.object(), message.error());
        }

        private Words delivery(String id, Phase phase, S3Object object, String error) {
            String sentence = say("delivery." + phase.name().toLowerCase(Locale.ROOT), id);
            return new Words(sentence, error == null ? at(object) : detail(error));
        }

        @Override
        public Words scheduledNotification(ScheduledNotification message) {
            return new Words(say("scheduled"), List.of());
        }

        @Override
        public Words unknown(Unknown message) {
            return event.resourceType() == null
                    ? new Words("", what(change, language), List.of(), Optional.empty(), false)
                    : ofDiff();
        }
    }
}
