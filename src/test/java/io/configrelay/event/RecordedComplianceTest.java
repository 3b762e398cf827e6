package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.Headline;
import io.configrelay.slack.Mentions;
import io.configrelay.slack.TextFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule's result that AWS Config records as an item reads like its notification. */
class RecordedComplianceTest {

    private static final String TYPE = "AWS::Config::ResourceCompliance";

    @Test
    void aRulesResultReadsLikeItsNotification() {
        ConfigEvent item = item(
                "UPDATE",
                List.of(rule("required-tags", "NON_COMPLIANT")),
                Map.of(
                        "Configuration.ComplianceType", change("COMPLIANT", "NON_COMPLIANT"),
                        "Configuration.ConfigRuleList.0", change(null, rule("required-tags", "NON_COMPLIANT"))));
        ConfigEvent notification = notification("required-tags", "COMPLIANT", "NON_COMPLIANT");

        assertThat(text(item)).isEqualTo("Instance i-0abc is non-compliant with rule required-tags, was compliant");
        assertThat(text(notification)).isEqualTo(text(item));
        assertThat(item.view(null))
                .containsEntry("compliance", "NON_COMPLIANT")
                .containsEntry("ruleName", "required-tags")
                .containsEntry("resourceType", TYPE)
                .containsEntry("resourceId", "AWS::EC2::Instance/i-0abc");
        assertThat(item.resource()).isEqualTo(new Resource("AWS::EC2::Instance", "i-0abc", null, null));
        assertThat(notification.resource()).isEqualTo(item.resource());
        assertThat(body(item)).doesNotContain("Config rule list", "Compliance type");
    }

    @Test
    void bothMessagesOfOneResultHaveOneKeyAndNoOtherHasIt() {
        ConfigEvent item = item("CREATE", List.of(rule("required-tags", "NON_COMPLIANT")), Map.of());
        ConfigEvent notification = notification("required-tags", null, "NON_COMPLIANT");

        assertThat(item.complianceKey()).isPresent().isEqualTo(notification.complianceKey());
        assertThat(((ComplianceChange) item.content()).isItem()).isTrue();
        assertThat(((ComplianceChange) notification.content()).isItem()).isFalse();
        assertThat(List.of(
                        notification("required-tags", null, "COMPLIANT"),
                        notification("other", null, "NON_COMPLIANT"),
                        Events.event(Events.securityGroup("sg-1")),
                        item("CREATE", List.of(rule("a", "COMPLIANT"), rule("b", "COMPLIANT")), Map.of())))
                .allSatisfy(event -> assertThat(event.complianceKey()).isNotEqualTo(item.complianceKey()));
        assertThat(Events.event(Events.securityGroup("sg-1")).complianceKey()).isEmpty();
    }

    @Test
    void aRulesOwnEntryBeforeTellsWhatItWas() {
        ConfigEvent event = item(
                "UPDATE",
                List.of(rule("other", "NON_COMPLIANT"), rule("encrypted", "COMPLIANT")),
                Map.of(
                        "Configuration.ConfigRuleList.0", change(rule("encrypted", "NON_COMPLIANT"), null),
                        "Configuration.ConfigRuleList.1", change(null, rule("encrypted", "COMPLIANT"))));

        assertThat(text(event)).isEqualTo("Instance i-0abc is compliant with rule encrypted, was non-compliant");
        assertThat(event.compliance()).isEqualTo("COMPLIANT");
        assertThat(event.complianceKey())
                .isEqualTo(
                        notification("encrypted", "NON_COMPLIANT", "COMPLIANT").complianceKey());
    }

    @Test
    void aRuleThatOnlyMovedInTheListIsNotTold() {
        ConfigEvent event = item(
                "UPDATE",
                List.of(rule("b", "COMPLIANT"), rule("a", "NON_COMPLIANT")),
                Map.of(
                        "Configuration.ConfigRuleList.0", change(rule("a", "NON_COMPLIANT"), rule("b", "COMPLIANT")),
                        "Configuration.ConfigRuleList.1", change(rule("b", "INSUFFICIENT_DATA"), null),
                        "Configuration.ConfigRuleList.2", change(null, rule("a", "NON_COMPLIANT"))));

        assertThat(event.ruleName()).isEqualTo("b");
        assertThat(text(event)).isEqualTo("Instance i-0abc is compliant with rule b, had insufficient data");
    }

    @Test
    void severalRulesAreAllTold() {
        ConfigEvent event = item(
                "UPDATE",
                List.of(rule("a", "COMPLIANT"), rule("b", "NON_COMPLIANT")),
                Map.of(
                        "Configuration.ComplianceType", change("COMPLIANT", "NON_COMPLIANT"),
                        "Configuration.ConfigRuleList.0", change(rule("a", "NON_COMPLIANT"), rule("a", "COMPLIANT")),
                        "Configuration.ConfigRuleList.1", change(rule("b", "COMPLIANT"), rule("b", "NON_COMPLIANT")),
                        "Configuration.ConfigRuleList.2", change(rule("c", "COMPLIANT"), null)));

        assertThat(event.ruleName()).isNull();
        assertThat(event.compliance()).isEqualTo("NON_COMPLIANT");
        assertThat(event.complianceKey()).isEmpty();
        assertThat(text(event)).isEqualTo("Instance i-0abc is non-compliant with rule b, was compliant (and 2 more)");
        assertThat(body(event))
                .contains(
                        "Rule b: non-compliant, was compliant",
                        "Rule a: compliant, was non-compliant",
                        "Rule c: doesn't apply any more, was compliant");
    }

    @Test
    void aDeletedItemTellsThatItsRulesDoNotApplyAnyMore() {
        ConfigEvent one = item(
                "DELETE",
                null,
                Map.of("Configuration", change(configuration(List.of(rule("a", "NON_COMPLIANT"))), null)));
        ConfigEvent unknown = item("DELETE", null, Map.of());

        assertThat(text(one)).isEqualTo("Instance i-0abc: rule a doesn't apply any more, was non-compliant");
        assertThat(one.complianceKey())
                .isEqualTo(notification("a", "NON_COMPLIANT", "NOT_APPLICABLE").complianceKey());
        assertThat(text(unknown)).isEqualTo("Instance i-0abc is not evaluated by any rule any more");
    }

    @Test
    void anItemWithoutADiffTellsTheState() {
        ConfigEvent event = item(null, List.of(rule("a", "COMPLIANT"), rule("b", "COMPLIANT")), null);

        assertThat(text(event)).isEqualTo("Instance i-0abc is compliant with rules a, b");
        assertThat(event.content().isHousekeeping()).isFalse();
    }

    @Test
    void anItemOfWhichOnlyRelationshipsChangedIsHousekeeping() {
        ConfigEvent event = item(
                "UPDATE",
                List.of(rule("a", "COMPLIANT")),
                Map.of("Relationships.0", change(null, Map.of("resourceId", "i-0abc"))));

        assertThat(event.content().isHousekeeping()).isTrue();
        assertThat(event.complianceKey()).isEmpty();
        assertThat(text(event)).isEqualTo("Instance i-0abc is compliant with rule a");
    }

    @Test
    void aConformancePacksResultIsAboutThePack() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resourceType", "AWS::Config::ConformancePackCompliance");
        item.put("resourceId", "conformance-pack-a1b2");
        item.put("resourceName", "baseline");
        item.put(
                "configuration",
                Json.write(Map.of(
                        "complianceType",
                        "NON_COMPLIANT",
                        "configRuleList",
                        List.of(rule("mfa-a1", "NON_COMPLIANT")))));
        ConfigEvent event = event(
                item,
                "UPDATE",
                Map.of(
                        "Configuration.ComplianceType",
                        change("COMPLIANT", "NON_COMPLIANT"),
                        "Configuration.CompliantRuleCount",
                        change(1, 0)));

        assertThat(text(event))
                .isEqualTo("Conformance Pack baseline is non-compliant with rule mfa-a1," + " was compliant");
        assertThat(event.ruleName()).isEqualTo("mfa-a1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NOT_APPLICABLE    | NON_COMPLIANT | : rule a doesn't apply any more, was non-compliant | : ルール a は適用されなくなりました (以前は非準拠)
            NOT_APPLICABLE    |               | : rule a doesn't apply                             | : ルール a は適用されません
            INSUFFICIENT_DATA | COMPLIANT     | : rule a has insufficient data, was compliant      | : ルール a はデータ不足です (以前は準拠)
            INSUFFICIENT_DATA |               | : rule a has insufficient data                     | : ルール a はデータ不足です
            """)
    void whatARuleCanNotJudgeIsNoCompliance(String after, String before, String english, String japanese) {
        ConfigEvent event = notification("a", before, after);

        assertThat(text(event)).endsWith("i-0abc" + english);
        assertThat(body(event, Language.of("ja").orElseThrow())).contains("i-0abc" + japanese);
    }

    private static ConfigEvent item(String changeType, List<Object> rules, Map<String, Object> changed) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resourceType", TYPE);
        item.put("resourceId", "AWS::EC2::Instance/i-0abc");
        item.put("configurationItemStatus", rules == null ? "ResourceDeleted" : "OK");
        item.put("configuration", rules == null ? null : configuration(rules));
        return event(item, changeType, changed);
    }

    private static ConfigEvent event(Map<String, Object> item, String changeType, Map<String, Object> changed) {
        item.put("awsAccountId", "111122223333");
        item.put("awsRegion", "eu-west-1");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageType", "ConfigurationItemChangeNotification");
        message.put("configurationItem", item);
        if (changed != null) {
            Map<String, Object> diff = new LinkedHashMap<>();
            diff.put("changeType", changeType);
            diff.put("changedProperties", changed);
            message.put("configurationItemDiff", diff);
        }
        return Events.event(Json.write(message));
    }

    private static ConfigEvent notification(String rule, String before, String after) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageType", "ComplianceChangeNotification");
        message.put("awsAccountId", "111122223333");
        message.put("awsRegion", "eu-west-1");
        message.put("resourceType", "AWS::EC2::Instance");
        message.put("resourceId", "i-0abc");
        message.put("configRuleName", rule);
        message.put("newEvaluationResult", Map.of("complianceType", after));
        message.put("oldEvaluationResult", before == null ? null : Map.of("complianceType", before));
        return Events.event(Json.write(message));
    }

    private static Map<String, Object> configuration(List<Object> rules) {
        String all = rules.stream()
                        .anyMatch(
                                rule -> "NON_COMPLIANT".equals(Json.object(rule).get("complianceType")))
                ? "NON_COMPLIANT"
                : "COMPLIANT";
        return Map.of(
                "targetResourceId",
                "i-0abc",
                "targetResourceType",
                "AWS::EC2::Instance",
                "complianceType",
                all,
                "configRuleList",
                rules);
    }

    private static Object rule(String name, String result) {
        return Map.of("configRuleName", name, "configRuleId", "config-rule-" + name, "complianceType", result);
    }

    private static Map<String, Object> change(Object before, Object after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", before);
        change.put("updatedValue", after);
        return change;
    }

    private static String text(ConfigEvent event) {
        return Headline.of(Change.of(event)).text();
    }

    private static String body(ConfigEvent event) {
        return body(event, Language.ENGLISH);
    }

    private static String body(ConfigEvent event, Language language) {
        List<Change> changes = List.of(Change.of(event));
        return String.join(
                "\n",
                Arrays.asList(
                        new TextFormat(language, Mentions.NONE).render(changes).body(),
                        new BlocksFormat(language, Mentions.NONE)
                                .render(changes)
                                .body()));
    }
}
