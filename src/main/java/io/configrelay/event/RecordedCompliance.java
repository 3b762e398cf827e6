package io.configrelay.event;

import io.configrelay.event.ConfigMessage.ComplianceChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the item in which AWS Config records what its rules say of a resource: {@code targetResourceType}, {@code
 * targetResourceId}, {@code complianceType} of all rules together, and a {@code configRuleList} with each rule's own. A
 * conformance pack's item is about the pack itself. In a diff, a rule that came to another result is a DELETE of one
 * element of the list and a CREATE of another.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/quering-resource-compliance-history.html">Compliance
 *     history of resources</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/developerguide/querying-compliance-history-conformance-pack.html">Compliance
 *     history of conformance packs</a>
 */
final class RecordedCompliance {

    private static final String OF_RESOURCE = "AWS::Config::ResourceCompliance";
    private static final String OF_PACK = "AWS::Config::ConformancePackCompliance";

    private static final String RULE_LIST = "Configuration.ConfigRuleList";
    private static final String GONE = "NOT_APPLICABLE";

    private final Map<String, Object> item;
    private final List<PropertyChange> changes;

    /** The item's configuration, and the one before where the diff has it whole, as of a deleted item. */
    private final Map<String, Object> now;

    private final Map<String, Object> then;

    private RecordedCompliance(Map<String, Object> item, List<PropertyChange> changes) {
        this.item = item;
        this.changes = changes;
        PropertyChange whole = changed("Configuration");
        this.then = whole == null ? Map.of() : Json.object(whole.before());
        Map<String, Object> configuration = Json.openedObject(item.get("configuration"));
        this.now = configuration.isEmpty() && whole != null ? Json.object(whole.after()) : configuration;
    }

    /** Whether a configuration item of this type is a rule's result. */
    static boolean isOf(String resourceType) {
        return OF_RESOURCE.equals(resourceType) || OF_PACK.equals(resourceType);
    }

    /** Never fails: what isn't as AWS describes it reads as absent. */
    static ComplianceChange read(Map<String, Object> item, List<PropertyChange> changes) {
        return new RecordedCompliance(item, changes).complianceChange();
    }

    private ComplianceChange complianceChange() {
        PropertyChange all = changed("Configuration.ComplianceType");
        String before = all == null ? Json.text(then, "complianceType") : text(all.before());
        String after = all == null ? Json.text(now, "complianceType") : text(all.after());
        List<RuleResult> results = results(all, before, after);
        if (results.size() == 1) {
            RuleResult only = results.get(0);
            return new ComplianceChange(only.before(), only.after(), null, results, target(), changes);
        }
        boolean gone = after == null && !results.isEmpty();
        return new ComplianceChange(before, gone ? GONE : after, null, results, target(), changes);
    }

    /** The rules whose result changed; of an item that doesn't say what changed, all that it lists. */
    private List<RuleResult> results(PropertyChange all, String before, String after) {
        Map<String, Map<String, Object>> old = new LinkedHashMap<>();
        Map<String, Map<String, Object>> current = new LinkedHashMap<>();
        for (PropertyChange change : changes) {
            if (change.path().equals(RULE_LIST) || change.path().startsWith(RULE_LIST + ".")) {
                put(change.before(), old);
                put(change.after(), current);
            }
        }
        put(then.get("configRuleList"), old);
        if (!then.isEmpty()) {
            put(now.get("configRuleList"), current);
        }
        if (!old.isEmpty() || !current.isEmpty()) {
            return compared(old, current, before);
        }
        put(now.get("configRuleList"), current);
        if (all != null && current.size() == 1) {
            return List.of(new RuleResult(name(only(current)), before, after));
        }
        return current.values().stream()
                .map(rule -> new RuleResult(name(rule), null, result(rule)))
                .toList();
    }

    private static List<RuleResult> compared(
            Map<String, Map<String, Object>> old, Map<String, Map<String, Object>> current, String before) {
        Map<String, RuleResult> results = new LinkedHashMap<>();
        current.forEach((key, rule) -> {
            Map<String, Object> previous = old.getOrDefault(key, Map.of());
            if (previous.isEmpty() || !Objects.equals(result(previous), result(rule))) {
                results.put(key, new RuleResult(name(rule), result(previous), result(rule)));
            }
        });
        old.forEach((key, rule) -> {
            if (!current.containsKey(key)) {
                results.put(key, new RuleResult(name(rule), result(rule), GONE));
            }
        });
        List<RuleResult> changed = new ArrayList<>(results.values());
        if (changed.size() == 1 && changed.get(0).before() == null) {
            RuleResult only = changed.get(0);
            return List.of(new RuleResult(only.rule(), before, only.after()));
        }
        return changed;
    }

    /** Keeps each rule of a list, or the one that this is, by what tells it from others. */
    private static void put(Object value, Map<String, Map<String, Object>> rules) {
        List<Object> list = Json.array(value);
        for (Object entry : list.isEmpty() ? Collections.singletonList(value) : list) {
            Map<String, Object> rule = Json.object(entry);
            String key = Json.text(rule, "configRuleName", "configRuleArn", "configRuleId");
            if (key != null) {
                rules.put(key, rule);
            }
        }
    }

    private static Map<String, Object> only(Map<String, Map<String, Object>> rules) {
        return rules.values().iterator().next();
    }

    private static String name(Map<String, Object> rule) {
        return Json.text(rule, "configRuleName", "configRuleId", "configRuleArn");
    }

    private static String result(Map<String, Object> rule) {
        return Json.text(rule, "complianceType");
    }

    private Resource target() {
        String id = Json.text(item, "resourceId");
        if (OF_PACK.equals(Json.text(item, "resourceType"))) {
            PropertyChange name = changed("ResourceName");
            PropertyChange arn = changed("ARN");
            return new Resource(
                    OF_PACK,
                    id,
                    or(Json.text(item, "resourceName"), name == null ? null : text(name.before())),
                    or(Json.text(item, "ARN", "arn"), arn == null ? null : text(arn.before())));
        }
        // The item's own id is the target's type and id: AWS::EC2::Instance/i-0abc.
        int slash = id == null ? -1 : id.indexOf('/');
        String type = slash < 0 ? null : id.substring(0, slash);
        String rest = slash < 0 ? id : id.substring(slash + 1);
        String targetId = or(or(Json.text(now, "targetResourceId"), Json.text(then, "targetResourceId")), rest);
        String targetType = or(or(Json.text(now, "targetResourceType"), Json.text(then, "targetResourceType")), type);
        return new Resource(targetType, targetId, relatedName(targetId), Arn.isOne(targetId) ? targetId : null);
    }

    /** What a relationship to the target calls it. */
    private String relatedName(String targetId) {
        for (Object entry : Json.array(item.get("relationships"))) {
            Map<String, Object> relationship = Json.object(entry);
            if (targetId != null && targetId.equals(Json.text(relationship, "resourceId"))) {
                return Json.text(relationship, "resourceName");
            }
        }
        return null;
    }

    private PropertyChange changed(String path) {
        return changes.stream()
                .filter(change -> change.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    private static String text(Object value) {
        return value instanceof String text && !text.isEmpty() ? text : null;
    }

    private static String or(String value, String fallback) {
        return value == null ? fallback : value;
    }
}
