package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.Json;
import io.configrelay.sandbox.SlackRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the team's rule calls people, and only for the risk that it names. */
class MentionsTest {

    private static final Change HIGH = opened(22);
    private static final Change MEDIUM = opened(8443);
    private static final Change NONE = opened(443);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            @here                              | <!here>                         | -
            high: @channel, medium: S0123ABCD  | <!channel>                      | <!subteam^S0123ABCD>
            medium: U0123ABCD W0123ABCD        | <@U0123ABCD> <@W0123ABCD>       | <@U0123ABCD> <@W0123ABCD>
            high: @everyone                    | <!everyone>                     | -
            """)
    void aRuleHoldsByRisk(String rule, String high, String medium) throws JsonProcessingException {
        Mentions mentions = Mentions.parse(rule).orElseThrow();

        for (MessageFormat format :
                List.of(new BlocksFormat(Language.ENGLISH, mentions), new TextFormat(Language.ENGLISH, mentions))) {
            assertThat(called(format, NONE)).isEqualTo("-");
            assertThat(called(format, MEDIUM)).isEqualTo(medium);
            assertThat(called(format, HIGH)).isEqualTo(high);
            assertThat(called(format, NONE, MEDIUM, HIGH)).isEqualTo(high);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "here",
                "@all",
                "low: @here",
                "high: ",
                "@here,",
                "high: @here, high: @channel",
                "<!here>",
                "U1"
            })
    void anythingElseIsNoRule(String text) {
        assertThat(Mentions.parse(text)).isEmpty();
    }

    @Test
    void noRuleCallsNobody() throws JsonProcessingException {
        assertThat(called(
                        new BlocksFormat(
                                Language.ENGLISH, Mentions.parse("nobody").orElseThrow()),
                        HIGH))
                .isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@here", "high: @channel U0123ABCD", "high: S0123ABCD", "@everyone"})
    void takenOffTheMessageIsAsIfNobodyHadBeenCalled(String rule) {
        Mentions mentions = Mentions.parse(rule).orElseThrow();
        for (List<Change> changes : List.of(List.of(HIGH), List.of(HIGH, MEDIUM, NONE))) {
            for (boolean threads : List.of(true, false)) {
                SlackMessage message = new BlocksFormat(Language.ENGLISH, mentions, threads).render(changes);
                assertThat(message.unmentioned())
                        .contains(new BlocksFormat(Language.ENGLISH, Mentions.NONE, threads).render(changes));
            }
            SlackMessage text = new TextFormat(Language.ENGLISH, mentions).render(changes);
            assertThat(text.unmentioned()).contains(new TextFormat().render(changes));
        }
    }

    @Test
    void whatAwsSaysIsNoMentionAndStays() {
        Change hostile =
                Change.of(Events.event(Events.opened("123456789012", "<!here> <@U0123ABCD> &lt;!here&gt;", 22)));

        assertThat(new BlocksFormat().render(List.of(hostile)).unmentioned()).isEmpty();
        assertThat(new TextFormat().render(List.of(hostile)).unmentioned()).isEmpty();
        SlackMessage called =
                new BlocksFormat(Language.ENGLISH, Mentions.parse("@here").orElseThrow()).render(List.of(hostile));
        assertThat(called.unmentioned()).contains(new BlocksFormat().render(List.of(hostile)));
    }

    /** Who is called by the text and, in the same order, by the blocks; - for nobody. */
    private static String called(MessageFormat format, Change... changes) throws JsonProcessingException {
        SlackMessage message = format.render(List.of(changes));
        assertThat(SlackRules.refusal(new ObjectMapper().readTree(message.body())))
                .isEmpty();
        Map<String, Object> payload = Json.object(Json.read(message.body()));
        String text = (String) payload.get("text");
        int end = text.startsWith("<") ? text.lastIndexOf("> ") + 1 : 0;
        String inBlocks = Json.write(payload.getOrDefault("blocks", List.of()));
        for (String id : text.substring(0, end).split("[^A-Za-z0-9]+", -1)) {
            boolean isName = !id.isEmpty() && !id.equals("subteam");
            assertThat(isName && payload.containsKey("blocks") && !inBlocks.contains("\"" + id + "\""))
                    .as("%s in %s", id, inBlocks)
                    .isFalse();
        }
        assertThat(inBlocks.contains("broadcast") || inBlocks.contains("\"user"))
                .isEqualTo(payload.containsKey("blocks") && end > 0);
        assertThat((String) Json.object(Json.read(message.plainBody())).get("text"))
                .startsWith(text.substring(0, end));
        return end == 0 ? "-" : text.substring(0, end);
    }

    private static Change opened(int port) {
        return Change.of(Events.event(Events.opened("123456789012", "sg-1", port)));
    }
}
