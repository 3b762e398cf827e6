package io.configrelay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.Events;
import io.configrelay.describe.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands check and explain say. */
class RulesRunTest {

    private static final String OPENED = Events.opened("123456789012", "sg-1", 22);

    @TempDir
    private Path folder;

    private Path channels;
    private Path config;

    @BeforeEach
    void routes() throws IOException {
        channels = Files.createDirectory(folder.resolve("channels"));
        config = folder.resolve("application.properties");
        Files.copy(Path.of("routes/slack-channel.camel.yaml"), folder.resolve("slack-channel.camel.yaml"));
        channel("network", "$[?(@.resourceType in ['AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup'])]");
        channel("grave", "$[?(@.risk == 'high' && @.region == 'eu-west-1')]");
    }

    @Test
    void allIsWell() {
        assertThat(check()).isEqualTo("2 channels, 0 tests, 0 mistakes\n");
    }

    @Test
    void testsBesideTheRulesAreRun() throws IOException {
        Files.createDirectory(channels.resolve("events"));
        Files.writeString(channels.resolve("events/opened.json"), OPENED);
        test("""
                - event: events/opened.json
                  channels: [grave, network]
                  risk: high
                  headline: tcp 22 from 0.0.0.0/0 opened
                - event: |
                    %s
                  channels: [network]
                  risk: none
                - event:
                    messageType: ScheduledNotification
                    awsAccountId: "123456789012"
                  channels: []
                """.formatted(Events.securityGroup("sg-2")));

        assertThat(check()).isEqualTo("2 channels, 3 tests, 0 mistakes\n");
    }

    @Test
    void aTestThatFailsSaysWhatIsSoAndWhy() throws IOException {
        Files.writeString(channels.resolve("opened.json"), OPENED);
        test("""
                - event: opened.json
                  channels: [network]
                  risk: medium
                  headline: udp
                - event: none.json
                  channels: []
                - event: opened.json
                - event: opened.json
                  channel: [network]
                - event: "{}"
                  channels: []
                """);
        String file = channels.resolve("network.test.yaml").toString();

        assertThat(check().replace(file, "FILE").lines())
                .containsExactly(
                        "FILE:2: channels: [network] expected, but [grave, network] get it. grave does by @.risk == 'high' && @.region == 'eu-west-1'.",
                        "FILE:3: risk: medium expected, but it is high.",
                        "FILE:4: headline: 'udp' expected in 'Security Group sg-1: Inbound tcp 22 from 0.0.0.0/0 opened'.",
                        "FILE:5: event: none.json can't be read: " + file.replace("network.test.yaml", "none.json")
                                + ".",
                        "FILE:7: a test needs an event, and channels: a list of names, [] for none.",
                        "FILE:9: 'channel' is nothing that a test has. Did you mean 'channels'? It has event, channels, risk and headline.",
                        "FILE:10: event: is no notification of AWS Config: not_aws_config.",
                        "2 channels, 2 tests, 7 mistakes");
    }

    @Test
    void aSettingThatIsNoneOrNotWhatItHasToBeIsAMistake() throws IOException {
        Files.writeString(config, """
                relay.slack.intervall = 1s
                # relay.none = 1
                relay.max-in-flight = many
                relay.sns.enabled = perhaps
                relay.slack.retry-for = soon
                relay.accounts.123456789012 = production
                """);

        assertThat(check().replace(config.toString(), "FILE").lines())
                .contains(
                        "FILE:1: 'relay.slack.intervall' is no setting. Did you mean 'relay.slack.interval'?",
                        "FILE:3: relay.max-in-flight: 'many' is not a whole number.",
                        "FILE:4: relay.sns.enabled: 'perhaps' is not true or false.",
                        "FILE:5: relay.slack.retry-for: 'soon' is not a duration such as 30s, 10m or 1h.")
                .hasSize(5);
    }

    @Test
    void settingsThatJavaWouldReadOtherwiseAreAMistake() throws IOException {
        String settings = "relay.max-in-flight = 500\n";
        Files.write(config, ("\ufeff" + settings).getBytes(StandardCharsets.UTF_16LE));
        assertThat(check().lines())
                .first()
                .isEqualTo(config
                        + ": is UTF-16LE with a byte order mark, and is not read so. Save it as UTF-8 without one.");

        Files.write(config, ("# Zürich\n" + settings).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(check()).endsWith(" 0 mistakes\n");
    }

    @Test
    void aNumberThatATextEqualsIsNoMistake() throws IOException {
        channel("number", "$[?(@.accountId == 123456789012 || @.accountId in [123456789012] || @.tags.Team == 42)]");
        channel("other", "$[?(@.changedProperties size 3 && @.message.version == 1.3 && @.resourceId != null)]");
        channel("regex", "$[?(@.accountId =~ /0123.*/ && @.resourceName == 'v 007')]");
        channel("reversed", "$[?(012345678901 == @.accountId)]");

        assertThat(check()).isEqualTo("6 channels, 0 tests, 0 mistakes\n");
    }

    @Test
    void aRouteThatCamelWouldNotTakeIsAMistake() throws IOException {
        Path file = Files.writeString(channels.resolveSibling("own.camel.yaml"), """
                - route:
                    id: own
                    from:
                      uri: direct:own
                      steps:
                        - log: hi
                        - tto:
                            uri: direct:x
                """);
        Path empty = Files.writeString(channels.resolveSibling("void.camel.yaml"), "# nothing\n");

        assertThat(check().lines())
                .contains(empty + ": is empty. Write a route, or remove the file.")
                .anyMatch(line -> line.startsWith(file + ":7: Camel's YAML DSL doesn't take this: property 'tto'"));
    }

    /** Neither check, which runs the tests beside the rules, nor explain waits for what a relay doesn't wait for. */
    @Test
    void aFilterThatTakesTooLongEndsInExplainToo() throws IOException {
        channel("slow", "$..[?(@..[?(@..[?(@..[?(@..[?(@..nothing)])])])])]");
        String large = "{\"end\": 1}";
        for (int i = 0; i < 11; i++) {
            large = "[%s, %s]".formatted(large, large);
        }
        String event = Events.securityGroup("sg-1")
                .replaceFirst("\"messageType\"", "\"large\": %s, \"messageType\"".formatted(large));
        Files.writeString(channels.resolve("slow.json"), event);
        Path test = Files.writeString(channels.resolve("slow.test.yaml"), "- event: slow.json\n  channels: [slow]\n");

        assertThat(check().lines()).anyMatch(line -> line.startsWith(test.toString()));
    }

    @Test
    void forProgramsTheMistakesAreJson() throws IOException {
        channel("typo", "$[?(@.riks == 'high')]");

        JsonNode json = new ObjectMapper().readTree(check(true));

        assertThat(json.path("channels").asInt()).isEqualTo(3);
        assertThat(json.path("mistakes")).singleElement().satisfies(mistake -> {
            assertThat(mistake.path("file").asText()).endsWith("typo.camel.yaml");
            assertThat(mistake.path("line").asInt()).isEqualTo(8);
            assertThat(mistake.path("message").asText()).startsWith("match: 'riks' is no field of an event.");
        });
    }

    @Test
    void anEventIsExplainedForEachChannel() {
        String explained = explain(false, OPENED, "not json");

        assertThat(explained.lines())
                .contains(
                        "Security Group sg-1: Inbound tcp 22 from 0.0.0.0/0 opened",
                        "  read as ConfigurationItemChangeNotification, risk high",
                        "  grave: gets it, because @.risk == 'high' && @.region == 'eu-west-1'",
                        "can't be read: not_json")
                .anyMatch(line -> line.startsWith("    {\"text\":\"Security Group sg-1"));
        assertThat(explain(false, Events.change("AWS::EC2::VPC", "vpc-1")))
                .contains(
                        "  grave: doesn't, because not @.risk == 'high'",
                        "  network: doesn't, because not @.resourceType in");
    }

    /** 2026-11-28 is a Saturday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            digest: weekdays 09:00 Asia/Tokyo | told at 09:00 on Mon 30 November, Asia/Tokyo: digest weekdays 09:00
            mute: weekend UTC                 | told at 00:00 on Mon 30 November, UTC: quiet until then
            interval: 15m                     | told at once, but not within 15m after the message before
            format: text                      | told at once
            """)
    void anEventIsExplainedWithItsTime(String parameter, String told) throws IOException {
        channel("later", "$", parameter);
        Instant saturday = Instant.parse("2026-11-28T14:00:00Z");

        assertThat(explain(saturday, false, Events.change("AWS::EC2::VPC", "vpc-1"))
                        .lines())
                .containsSequence("  later: gets it, because $", "    " + told);
        assertThat(explain(saturday, false, OPENED).lines())
                .as("high risk waits for none of these")
                .contains("    told at once: high risk");
    }

    @Test
    void housekeepingIsExplainedWithItsTime() throws IOException {
        channel("later", "$", "mute: 22:00-07:00 Asia/Tokyo");
        String housekeeping = "{\"messageType\":\"ConfigurationSnapshotDeliveryStarted\"}";

        assertThat(explain(Instant.parse("2026-11-28T14:00:00Z"), false, housekeeping))
                .contains("    told with the next message, or at 07:00 on Sun 29 November, Asia/Tokyo: housekeeping\n");
    }

    @Test
    void whereAllWaitsForTheIntervalHousekeepingDoesToo() throws IOException {
        channel("later", "$", "interval: 2h");

        assertThat(explain(
                        Instant.parse("2026-11-28T14:00:00Z"),
                        false,
                        "{\"messageType\":\"ConfigurationSnapshotDeliveryStarted\"}"))
                .contains("    told at once, but not within 2h after the message before\n");
    }

    @Test
    void withoutAStoreHighRiskWaitsForTheIntervalToo() throws IOException {
        channel("later", "$", "interval: 15m");
        Files.writeString(config, "relay.store = none\n");

        assertThat(explain(Instant.parse("2026-11-28T04:00:00Z"), false, OPENED))
                .contains("    told at once: high risk, but not within 15m after the message before\n");
    }

    @Test
    void withoutAStoreAQuietTimeIsExplainedUpToTenHours() throws IOException {
        channel("later", "$", "mute: weekend UTC");
        Files.writeString(config, "relay.store = none\n");

        assertThat(explain(Instant.parse("2026-11-28T04:00:00Z"), false, Events.change("AWS::EC2::VPC", "vpc-1")))
                .contains(
                        "    told at 14:00 on Sat 28 November, UTC: quiet, but without a store nothing waits for longer than 10h\n");
    }

    @Test
    void forProgramsTheTimeIsJson() throws IOException {
        channel("later", "$", "digest: weekdays 09:00 Asia/Tokyo");
        Instant saturday = Instant.parse("2026-11-28T14:00:00Z");

        JsonNode channels = new ObjectMapper()
                .readTree(explain(saturday, true, Events.change("AWS::EC2::VPC", "vpc-1")))
                .get(0)
                .path("channels");

        assertThat(channels.get(0).path("toldAt").isNull()).isTrue();
        assertThat(channels.get(1).path("toldAt").asText()).isEqualTo("2026-11-30T00:00:00Z");
        assertThat(channels.get(1).path("toldBy").asText()).isEqualTo("digest");
    }

    @Test
    void forProgramsTheExplanationIsJson() throws IOException {
        JsonNode json = new ObjectMapper().readTree(explain(true, OPENED)).get(0);

        assertThat(json.path("headline").asText()).startsWith("Security Group sg-1");
        assertThat(json.path("channels")).hasSize(2);
        JsonNode grave = json.path("channels").get(0);
        assertThat(grave.path("channel").asText()).isEqualTo("grave");
        assertThat(grave.path("gets").asBoolean()).isTrue();
        assertThat(new ObjectMapper().readTree(grave.path("body").asText()).has("blocks"))
                .isTrue();
    }

    @Test
    void everySampleIsExplained() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/events/messages"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                assertThat(explain(false, Files.readString(file)))
                        .as(file.toString())
                        .contains("  read as ", "  grave: ", "  network: ");
            }
        }
    }

    private String check() {
        return check(false);
    }

    private String check(boolean json) {
        StringWriter out = new StringWriter();
        run(json, out).check();
        return out.toString();
    }

    private String explain(boolean json, String... events) {
        return explain(Instant.now(), json, events);
    }

    private String explain(Instant received, boolean json, String... events) {
        StringWriter out = new StringWriter();
        run(json, out).explain(List.of(events), null, received);
        return out.toString();
    }

    private RulesRun run(boolean json, StringWriter out) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent()
                .setLocation("file:" + config + ";optional=true,classpath:defaults/application.properties");
        context.build();
        return new RulesRun(
                config, folder, context::resolvePropertyPlaceholders, Accounts.NONE, json, new PrintWriter(out));
    }

    private void test(String text) throws IOException {
        Files.writeString(channels.resolve("network.test.yaml"), text);
    }

    private void channel(String name, String match, String parameter) throws IOException {
        channel(name, match);
        String[] nameAndValue = parameter.split(": ", 2);
        Files.writeString(
                channels.resolve(name + ".camel.yaml"),
                "      - name: %s\n        value: \"%s\"\n".formatted((Object[]) nameAndValue),
                StandardOpenOption.APPEND);
    }

    private void channel(String name, String match) throws IOException {
        Files.writeString(channels.resolve(name + ".camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: slack-channel
                    routeId: channel-%s
                    parameters:
                      - name: name
                        value: %s
                      - name: match
                        value: %s
                      - name: webhook
                        value: "https://hooks.slack.com/services/T/B/whsecret"
                """.formatted(name, name, match));
    }
}
