package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFormatTest {

    private static final Change OPENED = Change.of(Events.event(Events.opened("123456789012", "sg-1", 22)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [[resourceType]] [[resourceId]] in [[region]] | AWS::EC2::SecurityGroup sg-1 in eu-west-1
            [[headline]]                                  | Security Group sg-1: Inbound tcp 22 from 0.0.0.0/0 opened
            [[#risk]][[risk]]: [[riskReason]][[/risk]]    | high: High risk: tcp 22 (SSH) is open to the world
            [[^ruleName]]no rule[[/ruleName]]             | no rule
            [[#ruleName]]a rule[[/ruleName]]!             | !
            [[#changedProperties]]*[[.]]*[[/changedProperties]] | *Configuration.IpPermissions.0*
            [[message.configurationItem.awsRegion]]       | eu-west-1
            [[message.none.such]]nothing                  | nothing
            '<[[timeline]]|Timeline>' | '<https://eu-west-1.console.aws.amazon.com/config/home?region=eu-west-1#/resources/timeline?resourceId=sg-1&amp;resourceType=AWS%3A%3AEC2%3A%3ASecurityGroup|Timeline>'
            """)
    void aTagIsWhatTheEventSays(String template, String text) throws JsonProcessingException {
        assertThat(text(template, OPENED)).isEqualTo(text);
    }

    @Test
    void theLanguageIsTheChannels() {
        SlackMessage message = TemplateFormat.of(
                        "[[headline]]", Language.of("ja").orElseThrow(), Mentions.NONE)
                .render(List.of(OPENED));

        assertThat(message.body()).contains("セキュリティグループ sg-1: インバウンド tcp 22");
    }

    @Test
    void whatAwsSaysCanNeitherMentionNorLinkNorEndACodeSpan() throws JsonProcessingException {
        Change hostile = Change.of(Events.event(Events.securityGroup("<!channel> `<https://a.example|b>` &\u202e\nx")));

        assertThat(text("`[[resourceId]]`", hostile))
                .isEqualTo("`&lt;!channel&gt; ˋ&lt;https://a.example|b&gt;ˋ &amp;· x`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[#risk]]never closed",
                "[[resourceTyp]]",
                "[[#lines]][[nothing]][[/lines]]",
                "[[&resourceId]]",
                "[[{resourceId}]]",
                "[[>file]]",
                "[[=<% %>=]]"
            })
    void aMistakeIsFoundAtTheStart(String template) {
        assertThatThrownBy(() -> TemplateFormat.of(template, Language.ENGLISH, Mentions.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(risk|resourceTyp|nothing|resourceId|file|<% %>).*");
    }

    @Test
    void whatDoesNotFitIsLeftForTheNextMessage() throws JsonProcessingException {
        List<Change> changes = IntStream.range(0, 50)
                .mapToObj(i -> Change.of(Events.event(Events.securityGroup("sg-%08d".formatted(i)))))
                .toList();
        TemplateFormat format = TemplateFormat.of("[[resourceId]] " + "x".repeat(300), Language.ENGLISH, Mentions.NONE);

        SlackMessage message = format.render(changes, Housekeeping.NONE);

        String text = text(message);
        assertThat(message.events()).isBetween(2, 49);
        assertThat(text.length()).isLessThanOrEqualTo(SlackLimits.TEXT_ADVISED);
        assertThat(text.split("sg-")).hasSize(message.events() + 1);
        SlackMessage huge = TemplateFormat.of("y".repeat(50_000), Language.ENGLISH, Mentions.NONE)
                .render(changes, Housekeeping.NONE);
        assertThat(text(huge).length()).isLessThanOrEqualTo(SlackLimits.TEXT_ADVISED);
    }

    private static String text(String template, Change change) throws JsonProcessingException {
        return text(TemplateFormat.of(template, Language.ENGLISH, Mentions.NONE).render(List.of(change)));
    }

    private static String text(SlackMessage message) throws JsonProcessingException {
        Map<String, Object> payload = Json.object(Json.read(message.body()));
        return (String) payload.get("text");
    }
}
