package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.Events;
import io.configrelay.Golden;
import io.configrelay.describe.Accounts;
import io.configrelay.describe.Change;
import io.configrelay.event.Json;
import io.configrelay.sandbox.SampleEvents;
import io.configrelay.sandbox.SlackRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksFormatTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BlocksFormat BLOCKS = new BlocksFormat();

    @ParameterizedTest
    @ValueSource(strings = {"route-table", "network-acl", "security-group", "every-json-value"})
    void oneEventIsAMessageOfItsOwn(String name) throws JsonProcessingException {
        SlackMessage message = BLOCKS.render(List.of(Change.of(Events.event(SampleEvents.text(name)))));

        Golden.assertMatches("blocks/" + name + ".json", pretty(message.body()));
        assertThat(message.events()).isEqualTo(1);
    }

    @Test
    void severalEventsAreADigest() throws JsonProcessingException {
        List<Change> events = Stream.of("route-table", "network-acl", "security-group")
                .map(SampleEvents::text)
                .map(Events::event)
                .map(Change::of)
                .toList();

        SlackMessage message = BLOCKS.render(events);

        Golden.assertMatches("blocks/digest.json", pretty(message.body()));
        assertThat(message.events()).isEqualTo(3);
    }

    @Test
    void theGravestComesFirstThenWhatBelongsTogether() {
        Accounts accounts = new Accounts(Map.of("111111111111", "alpha", "222222222222", "beta"));
        List<Change> sorted = Stream.of(
                        Events.opened("222222222222", "sg-4", 443),
                        Events.opened("111111111111", "sg-3", 443),
                        Events.change("AWS::EC2::RouteTable", "rtb-2").replace("123456789012", "111111111111"),
                        Events.opened("222222222222", "sg-1", 22),
                        Events.opened("111111111111", "sg-2", 8443))
                .map(text -> Change.of(Events.event(text), accounts))
                .sorted(BLOCKS.order())
                .toList();

        assertThat(sorted)
                .extracting(change -> change.event().resourceId())
                .containsExactly("sg-1", "sg-2", "rtb-2", "sg-3", "sg-4");
        assertThat(Json.object(payload(BLOCKS.render(sorted).plainBody())).get("text"))
                .asString()
                .startsWith("5 changes in 2 accounts, 1 of high risk: 4 Security Groups, 1 Route Table")
                .containsSubsequence(
                        "beta (222222222222)", "sg-1", "alpha (111111111111)", "sg-2", "sg-3", "beta", "sg-4");
    }

    @Test
    void aLongDigestNamesEveryEventThatItCountsAndLeavesTheRestForTheNext() {
        List<Change> events = Events.securityGroups(500).stream()
                .map(Events::event)
                .map(Change::of)
                .toList();

        SlackMessage message = BLOCKS.render(events);

        assertThat(message.events()).isBetween(200, 499);
        assertThat(message.body()).contains("\"" + message.events() + " changes: ");
        for (int i = 0; i < 500; i++) {
            String id = "sg-%08d".formatted(i);
            assertThat(message.body().contains(id)).as(id).isEqualTo(i < message.events());
            assertThat(message.plainBody().contains(id)).as(id).isEqualTo(i < message.events());
        }
    }

    @Test
    void aTextFromAwsCanNeitherMentionNorLink() {
        String hostile = "<!channel> <https://evil.example|click> & \u202Egnp.exe \u200B`rm`\nnew line";
        Change event = Change.of(Events.event(Json.write(Map.of(
                "messageType", "ConfigurationItemChangeNotification",
                "configurationItem",
                        Map.of("resourceType", "AWS::EC2::" + hostile, "resourceId", hostile, "resourceName", hostile),
                "configurationItemDiff",
                        Map.of("changedProperties", Map.of(hostile, Map.of("updatedValue", hostile)))))));

        for (SlackMessage message : List.of(BLOCKS.render(List.of(event)), BLOCKS.render(List.of(event, event)))) {
            Map<String, Object> payload = payload(message.body());
            assertThat((String) payload.get("text"))
                    .contains("&lt;!channel&gt;")
                    .doesNotContain("<")
                    .doesNotContain("\u202E")
                    .doesNotContain("\u200B");
            // Only rich_text holds it, which Slack reads literally.
            assertThat(payload.get("blocks").toString()).contains("<!channel>").doesNotContain("mrkdwn");
        }
    }

    @Property(tries = 100)
    void whateverHappensSlackTakesTheMessage(@ForAll("events") List<Change> events) throws Exception {
        for (MessageFormat format : List.of(BLOCKS, new TextFormat())) {
            SlackMessage message = format.render(events);

            assertThat(message.events()).isBetween(1, events.size());
            for (String body : List.of(message.body(), message.plainBody())) {
                assertThat(SlackRules.refusal(MAPPER.readTree(body))).isEmpty();
            }
            assertThat(blocks(message)).hasSizeLessThanOrEqualTo(SlackLimits.JSON_BUDGET);
        }
    }

    @Provide
    Arbitrary<List<Change>> events() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withChars("&<>\"\\\u0000😀\uD800`").ofMaxLength(2_000),
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(3_000).ofMaxLength(6_000));
        Arbitrary<Map<String, Object>> changes = Arbitraries.maps(text, text)
                .ofMaxSize(20)
                .map(map -> {
                    // In this order, which Map.of changes from run to run.
                    Map<String, Object> properties = new LinkedHashMap<>();
                    properties.put("Configuration.X", Map.of("updatedValue", map, "previousValue", map));
                    properties.put("Tags.0", map);
                    return Map.of("changedProperties", properties);
                });
        Arbitrary<Change> event = Combinators.combine(text, text, text, text, changes)
                .as((type, id, account, rule, diff) -> Change.of(Events.event(Json.write(Map.of(
                        "messageType",
                        "M" + type,
                        "configRuleName",
                        rule,
                        "configurationItem",
                        Map.of(
                                "resourceType", type,
                                "resourceId", id,
                                "resourceName", rule,
                                "awsAccountId", account,
                                "awsRegion", account,
                                "configurationItemCaptureTime", account),
                        "configurationItemDiff",
                        diff)))));
        return event.list().ofMinSize(1).ofMaxSize(60);
    }

    private static String blocks(SlackMessage message) {
        Object blocks = payload(message.body()).get("blocks");
        return blocks == null ? "" : Json.write(blocks);
    }

    private static Map<String, Object> payload(String body) {
        try {
            return Json.object(Json.read(body));
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private static String pretty(String json) throws JsonProcessingException {
        return Json.writePretty(Json.read(json)) + "\n";
    }
}
