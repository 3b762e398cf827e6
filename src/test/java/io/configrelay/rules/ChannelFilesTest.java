package io.configrelay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.Environment;
import io.configrelay.config.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelFilesTest {

    private static final Path MISTAKES = Path.of("src/test/resources/mistakes");

    /** Where no variable is set. */
    private static final Environment ENVIRONMENT = new Environment(Map.of());

    /** Resolves nothing but the template's own defaults, and secrets. */
    private static String resolve(String text) {
        if (text.startsWith("{{env:")) {
            return ENVIRONMENT.apply(text.replaceAll("\\{\\{env:|}}", ""));
        }
        if (text.startsWith("{{file:")) {
            return new SecretFile().apply(text.replaceAll("\\{\\{file:|}}", ""));
        }
        String resolved = text.replace("{{relay.slack.interval}}", "1s")
                .replace("{{relay.slack.fold-for}}", "15m")
                .replace("{{relay.slack.token}}", "none")
                .replace("{{relay.store}}", "state")
                .replace("{{relay.slack.high-risk-per-minute}}", "3")
                .replace("{{relay.channels.allow-routes}}", "false")
                .replace("{{relay.channels.secrets}}", "SLACK_WEBHOOK_*, slack.*, file:/*, file:/run/secrets/*");
        if (resolved.contains("{{")) {
            throw new IllegalArgumentException("Property not found");
        }
        return resolved;
    }

    @TempDir
    private Path folder;

    /** One file a mistake, named after it, and the whole line that its author reads. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            webhook-variable-not-set | 10: webhook: the environment variable SLACK_WEBHOOK_WEB is not set. Set it where config-relay is started.
            webhook-property-not-set | 10: webhook: slack.web.webhook is not set. Set it in application.properties, or in the environment as SLACK_WEB_WEBHOOK.
            webhook-no-url           | 10: webhook: is not a URL. A webhook looks like https://hooks.slack.com/services/T…/B…/…; copy it from Slack.
            match-no-jsonpath        | 8: match: is no JsonPath. A filter looks like $[?(@.resourceType == 'AWS::EC2::SecurityGroup')].
            unknown-format           | 12: format: 'block' is not one of blocks, text, template, classic.
            unknown-language         | 12: language: 'de' is not one of en, ja.
            unknown-parameter        | 11: 'intervall' is no parameter of a channel. Did you mean 'interval'? The parameters are name, match, webhook, channel, token, format, language, template, interval, max-per-post, mention, high-risk-per-minute, noise, fold-for, mute, mute-high-risk, digest, otherwise, shadow, ops, classic-text, classic-channel, classic-username, classic-icon-emoji.
            unknown-field            | 8: match: 'resourcetype' is no field of an event. Did you mean 'resourceType'? The fields are messageType, changeType, resourceType, resourceId, resourceName, arn, accountId, region, captureTime, status, tags, changedProperties, compliance, ruleName, risk, message.
            unknown-risk             | 8: match: 'severe' is nothing that risk can be. It is one of high, medium, or null.
            account-too-short        | 8: match: '12345678901' is no account id, which has twelve digits.
            account-without-quotes   | 8: match: accountId is a text, and 012345678901 without quotes is none that it can be. Write '012345678901'.
            accounts-without-quotes  | 8: match: accountId is a text, and 012345678901 without quotes is none that it can be. Write '012345678901'.
            id-without-quotes        | 8: match: resourceId is a text, and 0123 without quotes is none that it can be. Write '0123'.
            tag-without-quotes       | 8: match: tags.CostCentre is a text, and 0042 without quotes is none that it can be. Write '0042'.
            account-number-too-short | 8: match: '12345678901' is no account id, which has twelve digits.
            nobodys-events           | 8: match: no event can be like this: resourceType can't have two values at once. Join them by 'or' instead of 'and'.
            mute-without-zone        | 12: mute: '22:00-07:00' is no quiet time. Write days and times with a time zone, such as Sat-Sun, 22:00-07:00 Asia/Tokyo, or never.
            mute-endless             | 12: mute: 'weekdays, weekend UTC' never ends, because it covers the whole week. Leave some time free; for a channel of high risk alone, set match to $[?(@.risk == 'high')].
            mute-high-risk-without-mute | 12: mute-high-risk: true needs quiet times. Set mute, such as 22:00-07:00 Asia/Tokyo, or remove mute-high-risk.
            digest-no-schedule       | 12: digest: '0 9 * * 1-5' is no schedule. Write days and times with a time zone, such as weekdays 09:00 Asia/Tokyo or daily 09:00, 17:00 UTC, or never.
            digest-in-quiet-time     | 12: digest: each time of 'daily 03:00 UTC' is in a quiet time of mute, so the digest would never come. Change one of them.
            shadow-neither           | 12: shadow: 'yes' is neither true nor false.
            no-destination           | 2: webhook: is missing. Give a webhook, or a channel for the bot of relay.slack.token.
            channel-without-token    | 10: channel: needs a bot's token. Set relay.slack.token, best in the environment as RELAY_SLACK_TOKEN.
            channel-no-channel       | 10: channel: '@ops' is no channel. Write #name, or its id such as C0123ABCD.
            channel-and-webhook      | 12: channel: stands beside a webhook, which has a channel of its own. Remove one of them.
            channel-classic          | 10: channel: can't have classic messages, which only a webhook takes.
            token-no-bot             | 12: token: is no bot token. One begins with xoxb-; copy it from the app's page OAuth & Permissions.
            template-missing         | 2: template: is missing, and format template needs it.
            template-with-typo       | 14: template: [[headlin]] is no name of an event's. The names are accountId, accountName, arn, captureTime, changeType, changedProperties, compliance, console, headline, lines, message, messageType, more, region, resourceId, resourceName, resourceType, risk, riskReason, ruleName, status, tags, time, timeline.
            interval-without-unit    | 12: interval: 'soon' is not a duration. Write it like 500ms, 1s, 15m or 7d.
            max-per-post-zero        | 12: max-per-post: '0' is not a number of events, 1 or more.
            unknown-noise            | 12: noise: 'hide' is not one of fold, show, drop.
            fold-for-too-long        | 12: fold-for: '8d' is longer than 7d, the longest that an event may wait.
            mention-no-id            | 12: mention: '@security-team' is no rule. Write nobody, @here, @channel, @everyone or an id such as U0123ABCD or S0123ABCD, or by risk: high: @here, medium: S0123ABCD.
            interval-too-long        | 12: interval: '8d' is longer than 7d, the longest that an event may wait.
            name-with-spaces         | 6: name: 'our team' is not a name. Use letters, digits, '-', '_' and '.'.
            secret-file-missing      | 10: webhook: the file /run/secrets/none does not exist. Mount or write it where config-relay is started.
            secret-file-is-a-folder  | 10: webhook: the file / is no file. Name the file that holds the secret.
            secret-file-no-braces    | 10: webhook: is not a URL. To have it read from there, write the whole in two pairs of braces: {{file:…}}.
            name-missing             | 2: name: is missing or empty.
            bad-indentation          | 3: not valid YAML: expected <block end>, but found '<block mapping start>'. Mend the line; indentation is two spaces, no tabs.
            tab                      | 2: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation). Mend the line; indentation is two spaces, no tabs.
            """)
    void aMistakeIsToldWithFileLineAndRemedy(String mistake, String message) throws IOException {
        Path file = copy(mistake);

        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .isInstanceOfSatisfying(
                        BadConfigurationException.class,
                        e -> assertThat(e.mistakes()).containsExactly(file + ":" + message));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            digest-needs-a-store   | 12: digest: needs a store: set relay.store = state.
            interval-needs-a-store | 12: interval: '1d' is longer than 10h, for which SQS can keep an event, and needs a store: set relay.store = state.
            """)
    void whatNeedsAStoreIsAMistakeWhereThereIsNone(String mistake, String message) throws IOException {
        Path file = copy(mistake);

        assertThat(ChannelFiles.check(folder, ChannelFilesTest::resolve)).hasSize(1);
        assertThatThrownBy(() -> ChannelFiles.check(folder, text -> resolve(text.replace("{{relay.store}}", "none"))))
                .hasMessage(file + ":" + message);
    }

    @Test
    void aTypeThatMayBeNewIsADoubtAndStopsNoStart() throws IOException {
        Path file = copy("unknown-resource-type");

        ChannelFiles files = ChannelFiles.read(folder, ChannelFilesTest::resolve);
        assertThat(files.mistakes()).isEmpty();
        assertThat(files.doubts())
                .extracting(Mistake::toString)
                .containsExactly(
                        file
                                + ":8: match: 'AWS::EC2::SecurityGruop' is no type that AWS Config was known to have. Did you mean 'AWS::EC2::SecurityGroup'? If it is new, write =~ /AWS::EC2::SecurityGruop/.");
    }

    @Test
    void aNameUsedTwiceNamesBothPlaces() throws IOException {
        Path file = copy("name-used-twice");

        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .hasMessage("%s:16: name: 'web' is already the name of the channel at %s:2. Choose another."
                        .formatted(file, file));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            payments.camel.yml  | .camel.yaml | payments.camel.yaml
            payments.camel.YAML | .camel.yaml | payments.camel.yaml
            payments.Camel.yaml | .camel.yaml | payments.camel.yaml
            payments.yaml       | .camel.yaml | payments.camel.yaml
            payments.yml        | .camel.yaml | payments.camel.yaml
            payments.test.yml   | .test.yaml  | payments.test.yaml
            """)
    void aFileThatIsNotReadBecauseOfItsNameIsAMistake(String name, String ending, String right) throws IOException {
        well();
        Path file = Files.copy(MISTAKES.resolve("unknown-resource-type.camel.yaml"), folder.resolve(name));

        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .hasMessage("%s: is not read, because its name doesn't end in %s. Rename it to %s, or remove it."
                        .formatted(file, ending, right));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payments.camel.yaml~",
                ".#payments.camel.yml",
                "._payments.camel.yml",
                "#payments.camel.yml#",
                "payments.camel.yaml.bak",
                "payments.camel.yaml.disabled",
                ".payments.camel.yaml.swp"
            })
    void whatEditorsLeaveIsSkipped(String name) throws IOException {
        well();
        Files.copy(MISTAKES.resolve("unknown-resource-type.camel.yaml"), folder.resolve(name));

        assertThat(ChannelFiles.check(folder, ChannelFilesTest::resolve)).hasSize(1);
    }

    @Test
    void aYamlFileOfAnotherProgramIsSkipped() throws IOException {
        well();
        Files.writeString(folder.resolve("kustomization.yaml"), """
                configMapGenerator:
                  - name: channels
                    files:
                      - web.camel.yaml
                """);

        assertThat(ChannelFiles.check(folder, ChannelFilesTest::resolve)).hasSize(1);
    }

    @Test
    void aFileThatCamelCouldNotReadAsUtf8IsAMistake() throws IOException {
        well();
        Path file = folder.resolve("unknown-resource-type.camel.yaml");
        String text = Files.readString(file);
        Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
        assertThat(ChannelFiles.check(folder, ChannelFilesTest::resolve)).hasSize(1);

        Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE));
        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .hasMessage(
                        file
                                + ": is not UTF-8: it is UTF-16BE. Save it as UTF-8,"
                                + " in PowerShell: Get-Content -Encoding BigEndianUnicode FILE | Set-Content -Encoding utf8 NEWFILE.");

        Files.write(file, text.getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .hasMessage(file + ": is not UTF-8: it looks like UTF-16LE without a byte order mark. Save it as UTF-8,"
                        + " in PowerShell: Get-Content -Encoding Unicode FILE | Set-Content -Encoding utf8 NEWFILE.");
    }

    /** One channel in which nothing is wrong but that its type may be new. */
    private void well() throws IOException {
        copy("unknown-resource-type");
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        copy("unknown-format");
        copy("tab");
        copy("max-per-post-zero");

        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .isInstanceOfSatisfying(
                        BadConfigurationException.class,
                        e -> assertThat(e.mistakes()).hasSize(3));
    }

    @Test
    void noSecretIsRepeated() throws IOException {
        copy("webhook-no-url");
        copy("name-used-twice");

        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageNotContaining("whsecret");
    }

    @Test
    void aFolderWithoutRoutesIsAMistake() {
        assertThatThrownBy(() -> ChannelFiles.check(folder.resolve("none"), ChannelFilesTest::resolve))
                .hasMessageEndingWith(
                        "none: no *.camel.yaml file is in this folder. Say where the routes are with --routes.");
    }

    @Test
    void routesWithoutAChannelAreAMistake() throws IOException {
        Files.copy(Path.of("routes/slack-channel.camel.yaml"), folder.resolve("slack-channel.camel.yaml"));

        assertThatThrownBy(() -> ChannelFiles.check(folder, ChannelFilesTest::resolve))
                .hasMessageContaining("no channel is configured, so nobody would get anything");
    }

    @Test
    void theRoutesOfTheProductAreWell() {
        assertThatCode(() -> ChannelFiles.check(
                        Path.of("routes"),
                        text -> resolve(text.replaceAll("\\{\\{env:\\w+}}", "https://hooks.example/x"))))
                .doesNotThrowAnyException();
    }

    private Path copy(String mistake) throws IOException {
        Path template = folder.resolve("slack-channel.camel.yaml");
        if (Files.notExists(template)) {
            Files.copy(Path.of("routes/slack-channel.camel.yaml"), template);
        }
        Path copy = folder.resolve(mistake + ".camel.yaml");
        return Files.copy(MISTAKES.resolve(mistake + ".camel.yaml"), copy);
    }
}
