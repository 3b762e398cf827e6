package io.configrelay.event;

import java.util.List;

/**
 * What one kind of AWS Config message says besides what {@link ConfigEvent} has of all kinds. Where a message doesn't
 * name a value it is null, or empty for lists.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html">The
 *     notifications of AWS Config</a>
 */
public sealed interface ConfigMessage {

    /**
     * {@code ConfigurationItemChangeNotification}: a resource was found, changed or deleted.
     *
     * @param changes what the diff lists, in its order; empty where there is no diff, as in a rule's invocation
     */
    record ItemChange(List<PropertyChange> changes) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.itemChange(this);
        }

        /** Whether nothing but the resource's relationships changed, because another resource did. */
        @Override
        public boolean isHousekeeping() {
            return PropertyChange.areRelationships(changes);
        }
    }

    /**
     * {@code OversizedConfigurationItemChangeNotification}: as {@link ItemChange}, too large for SNS.
     *
     * @param object where the whole notification is
     */
    record OversizedItemChange(S3Object object) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.oversizedItemChange(this);
        }
    }

    /**
     * {@code OversizedConfigurationItemChangeDeliveryFailed}: as {@link OversizedItemChange}, and S3 didn't take it.
     *
     * @param errorCode such as {@code NoSuchBucket}
     */
    record OversizedItemDeliveryFailed(String errorCode, String errorMessage) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.oversizedItemDeliveryFailed(this);
        }
    }

    /**
     * A rule came to another result for a resource: {@code ComplianceChangeNotification}, or the item of the same result,
     * {@code AWS::Config::ResourceCompliance} or {@code AWS::Config::ConformancePackCompliance}.
     *
     * @param before such as {@code COMPLIANT}; null for the first evaluation
     * @param after such as {@code NON_COMPLIANT}; null where an item that is gone doesn't say
     * @param annotation what the rule says about it
     * @param results of each rule whose result this is; of several, {@code before} and {@code after} are of all together
     * @param target what an item's rules evaluated; null where it is the event's own resource
     * @param changes what an item's diff lists
     */
    record ComplianceChange(
            String before,
            String after,
            String annotation,
            List<RuleResult> results,
            Resource target,
            List<PropertyChange> changes)
            implements ConfigMessage {

        /** A notification's, of one rule. */
        ComplianceChange(String rule, String before, String after, String annotation) {
            this(before, after, annotation, List.of(new RuleResult(rule, before, after)), null, List.of());
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.complianceChange(this);
        }

        /** Whether it was recorded as a configuration item, rather than sent as a notification of its own. */
        public boolean isItem() {
            return target != null;
        }

        /** The rule's name where it is one rule's result, else null. */
        public String rule() {
            return results.size() == 1 ? results.get(0).rule() : null;
        }

        @Override
        public boolean isHousekeeping() {
            return PropertyChange.areRelationships(changes);
        }
    }

    /** {@code ConfigRulesEvaluationStarted}: these rules are being evaluated. */
    record RulesEvaluationStarted(List<String> rules) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.rulesEvaluationStarted(this);
        }

        @Override
        public boolean isHousekeeping() {
            return true;
        }
    }

    /** How far a delivery to S3 has come. */
    enum Phase {
        STARTED,
        COMPLETED,
        FAILED
    }

    /**
     * {@code ConfigurationSnapshotDeliveryStarted}, {@code …Completed} and {@code …Failed}.
     *
     * @param snapshotId of AWS Config
     * @param object where it is, or was to be
     * @param error what went wrong
     */
    record SnapshotDelivery(Phase phase, String snapshotId, S3Object object, String error) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.snapshotDelivery(this);
        }

        @Override
        public boolean isHousekeeping() {
            return phase != Phase.FAILED;
        }
    }

    /**
     * {@code ConfigurationHistoryDeliveryCompleted}, and should AWS send them, {@code …Started} and {@code …Failed}.
     *
     * @param object where it is, or was to be
     * @param error what went wrong
     */
    record HistoryDelivery(Phase phase, S3Object object, String error) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.historyDelivery(this);
        }

        @Override
        public boolean isHousekeeping() {
            return phase != Phase.FAILED;
        }
    }

    /** {@code ScheduledNotification}: it is time for a periodic rule. */
    record ScheduledNotification() implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.scheduledNotification(this);
        }

        @Override
        public boolean isHousekeeping() {
            return true;
        }
    }

    /**
     * Whatever AWS Config sends next.
     *
     * @param changes what its diff lists, if it has one
     */
    record Unknown(List<PropertyChange> changes) implements ConfigMessage {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.unknown(this);
        }
    }

    /** Something for each kind of message. */
    interface Cases<T> {
        T itemChange(ItemChange message);

        T oversizedItemChange(OversizedItemChange message);

        T oversizedItemDeliveryFailed(OversizedItemDeliveryFailed message);

        T complianceChange(ComplianceChange message);

        T rulesEvaluationStarted(RulesEvaluationStarted message);

        T snapshotDelivery(SnapshotDelivery message);

        T historyDelivery(HistoryDelivery message);

        T scheduledNotification(ScheduledNotification message);

        T unknown(Unknown message);
    }

    /** The case for this kind of message. */
    <T> T match(Cases<T> cases);

    /** What its diff lists, in its order; empty where it has none. */
    default List<PropertyChange> changes() {
        return List.of();
    }

    /** Whether it tells of nothing that a person decides on. */
    default boolean isHousekeeping() {
        return false;
    }
}
