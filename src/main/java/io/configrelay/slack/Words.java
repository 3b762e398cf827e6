package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Description;
import io.configrelay.describe.Risk;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happened, for each kind of message: the sentence after the resource, and what is known beyond the diff.
 *
 * @param sentence such as {@code deleted}; begins small, has no full stop
 * @param what the first thing that the diff says, {@code Inbound tcp 22 from 0.0.0.0/0 opened}; empty without a diff
 * @param details lines of visible text
 * @param link to what doesn't fit
 */
record Words(String sentence, String what, List<String> details, Optional<Link> link) {

    /** What a diff says better. */
    static final String UPDATED = "updated";

    private static final int RULE_LENGTH = 128;
    private static final int WHAT_LENGTH = 160;
    private static final int DETAIL_LENGTH = 500;
    private static final int RULES_SHOWN = 5;

    private Words(String sentence, List<String> details) {
        this(sentence, "", details, Optional.empty());
    }

    static Words of(Change change) {
        return change.event().content().match(new OfEach(change, change.event()));
    }

    /** Whether the resource came, went or changed: by the diff, else by the item's status. */
    private static String verb(ConfigEvent event) {
        String change = event.changeType() == null ? "" : event.changeType();
        String status = event.status() == null ? "" : event.status();
        if (status.startsWith("ResourceDeleted") || change.equals("DELETE")) {
            return "deleted";
        }
        if (status.equals("ResourceDiscovered")) {
            return change.equals("CREATE") ? "created" : "discovered";
        }
        if (status.equals("ResourceNotRecorded")) {
            return "not recorded any more";
        }
        return change.equals("CREATE") ? "created" : change.isEmpty() ? "recorded" : UPDATED;
    }

    /** {@code NON_COMPLIANT} to {@code non-compliant}. */
    private static String result(String complianceType) {
        return complianceType == null
                ? "evaluated"
                : shown(complianceType.toLowerCase(Locale.ROOT).replace('_', '-'), RULE_LENGTH);
    }

    /** {@code High risk: tcp 22 (SSH) is open to the world}; empty where there is none. */
    static String risk(Change change) {
        return change.risk()
                .map(risk -> (risk.level() == Risk.Level.HIGH ? "High risk: " : "Medium risk: ") + risk.reason())
                .orElse("");
    }

    private static String what(Change change) {
        Description description = change.description();
        if (description.lines().isEmpty()) {
            return "";
        }
        int others = description.lines().size() - 1 + description.more();
        String more = others == 0 ? "" : " (and %d more)".formatted(others);
        return shown(description.lines().get(0), WHAT_LENGTH) + more;
    }

    private static String shown(String value, int max) {
        return Mrkdwn.cutMiddle(Mrkdwn.visible(value), max);
    }

    private static List<String> detail(String text) {
        return text == null ? List.of() : List.of(shown(text, DETAIL_LENGTH));
    }

    private static List<String> at(S3Object object) {
        return object == null ? List.of() : detail(object.uri());
    }

    private record OfEach(Change change, ConfigEvent event) implements ConfigMessage.Cases<Words> {

        @Override
        public Words itemChange(ItemChange message) {
            return new Words(verb(event), what(change), List.of(), Optional.empty());
        }

        @Override
        public Words oversizedItemChange(OversizedItemChange message) {
            S3Object object = message.object();
            if (object == null) {
                return new Words(verb(event), detail("too large for a notification"));
            }
            return new Words(
                    verb(event),
                    "",
                    detail("too large for a notification; all of it is at " + object.uri()),
                    Link.to(object, event));
        }

        @Override
        public Words oversizedItemDeliveryFailed(OversizedItemDeliveryFailed message) {
            String error = message.errorMessage() == null ? "" : ": " + message.errorMessage();
            String code = message.errorCode() == null ? "" : " (" + message.errorCode() + ")";
            return new Words(
                    verb(event),
                    detail("too large for a notification, and AWS Config could not write it to S3" + code + error));
        }

        @Override
        public Words complianceChange(ComplianceChange message) {
            String rule = event.ruleName() == null ? "" : " with rule " + shown(event.ruleName(), RULE_LENGTH);
            String before = message.before() == null || message.before().equals(message.after())
                    ? ""
                    : ", was " + result(message.before());
            return new Words("is " + result(message.after()) + rule + before, detail(message.annotation()));
        }

        @Override
        public Words rulesEvaluationStarted(RulesEvaluationStarted message) {
            List<String> rules = message.rules();
            if (rules.size() == 1) {
                return new Words("started: rule " + shown(rules.get(0), RULE_LENGTH), List.of());
            }
            String first = String.join(", ", rules.subList(0, Math.min(RULES_SHOWN, rules.size())));
            String more = rules.size() > RULES_SHOWN ? " and %d more".formatted(rules.size() - RULES_SHOWN) : "";
            return rules.isEmpty()
                    ? new Words("started", List.of())
                    : new Words("started: %d rules".formatted(rules.size()), detail(first + more));
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

        private static Words delivery(String id, Phase phase, S3Object object, String error) {
            return new Words(phase.name().toLowerCase(Locale.ROOT) + id, error == null ? at(object) : detail(error));
        }

        @Override
        public Words scheduledNotification(ScheduledNotification message) {
            return new Words("for a periodic rule", List.of());
        }

        @Override
        public Words unknown(Unknown message) {
            String sentence = event.resourceType() == null ? "" : verb(event);
            return new Words(sentence, what(change), List.of(), Optional.empty());
        }
    }
}
