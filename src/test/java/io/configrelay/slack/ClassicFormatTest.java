package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.configrelay.Events;
import io.configrelay.Golden;
import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import io.configrelay.sandbox.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicFormatTest {

    private static final ClassicFormat CLASSIC = new ClassicFormat(
            "リソースの変更を検知しました。\n\n変更されたリソース: {resourceType} {resourceId}\n変更内容: \n```\n{diff}\n```\n",
            "#config_monitor",
            "config_monitor_bot",
            ":cop:");

    /** The files were written by Python 3.11 with the article's own lines and slackweb's urlencode. */
    @ParameterizedTest
    @ValueSource(strings = {"route-table", "network-acl", "security-group", "every-json-value"})
    void itIsByteForByteWhatTheArticlesLambdaPosts(String name) {
        SlackMessage message = CLASSIC.render(List.of(Change.of(Events.event(SampleEvents.text(name)))));

        Golden.assertMatches("classic/" + name + ".form", message.body());
        assertThat(message.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(message.events()).isEqualTo(1);
    }

    @Test
    void theSharedPayloadComesOutTheSame() throws IOException {
        Path payloads = Path.of("../shared/research/payloads");
        assumeThat(payloads)
                .as("the folder of shared samples, which this machine does not have")
                .isDirectory();
        String expected = Files.readString(payloads.resolve("08-classic.slackweb.form"));
        Map<String, Object> payload = Json.object(Json.read(Files.readString(payloads.resolve("08-classic.json"))));
        String text = String.valueOf(payload.get("text"));
        Object diff = Json.read(text.substring(text.indexOf("```\n") + 4, text.lastIndexOf("\n```")));
        ConfigEvent event = Events.event(Json.write(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                Map.of("resourceType", "AWS::EC2::RouteTable", "resourceId", "rtb-0a1b2c3d4e5f67890"),
                "configurationItemDiff",
                diff)));

        assertThat(CLASSIC.render(List.of(Change.of(event))).body()).isEqualTo(expected.strip());
    }

    @Test
    void oneMessageTellsOfOneEvent() {
        ConfigEvent event = Events.event(Events.securityGroup("sg-1"));

        assertThat(CLASSIC.render(List.of(Change.of(event), Change.of(event))).events())
                .isEqualTo(1);
    }

    @Test
    void aHostileDiffCanNeitherMentionNorLinkNorLeaveItsCodeBlock() {
        String hostile = "<!channel> <@U123> <https://evil.example|click> ``` out";
        String text = text(Map.of("previousValue", hostile));

        assertThat(text).doesNotContain("<!").doesNotContain("<@").doesNotContain("<https:");
        assertThat(text.split("```", -1)).hasSize(3);
        assertThat(text).contains("\\u003c!channel> \\u003c@U123>").contains("\\u0060\\u0060\\u0060 out");
    }

    @Test
    void anyOtherSignStaysAsPythonWritesIt() {
        assertThat(text(Map.of("a", "1 < 2 & 3 > 2, `x` <b>"))).contains("1 < 2 & 3 > 2, `x` <b>");
    }

    @Test
    void aDiffBeyondSlacksLimitIsCutAtALineAndSaysSo() {
        String text = text(java.util.stream.IntStream.range(0, 5_000).boxed().toList());

        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(SlackLimits.TEXT_MAX);
        assertThat(text).endsWith("\n```\n").containsPattern(",\n… and \\d+ more lines\n```");
    }

    @Test
    void aMessageWithoutADiffIsShownWhole() {
        ConfigEvent event = Events.event("{\"messageType\":\"ConfigRulesEvaluationStarted\"}");

        assertThat(CLASSIC.render(List.of(Change.of(event))).plainBody())
                .contains("None None")
                .contains("RulesEvaluationStarted");
    }

    private static String text(Object previousValue) {
        ConfigEvent event = Events.event(Json.write(Map.of(
                "messageType", "ConfigurationItemChangeNotification",
                "configurationItem", Map.of("resourceType", "AWS::S3::Bucket", "resourceId", "b"),
                "configurationItemDiff", Map.of("changedProperties", previousValue))));
        try {
            return String.valueOf(Json.object(
                            Json.read(CLASSIC.render(List.of(Change.of(event))).plainBody()))
                    .get("text"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
