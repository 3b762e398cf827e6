package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.describe.Change;
import io.configrelay.sandbox.SlackRules;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.Headline;
import io.configrelay.slack.MessageFormat;
import io.configrelay.slack.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of AWS Config, in every envelope, is read as the same event and told in the same words. */
class MessageTypesTest {

    private static final Path MESSAGES = Path.of("src/test/resources/events/messages");

    private static final String SG = "AWS::EC2::SecurityGroup sg-0123456789abcdef0 web";
    private static final String NAMELESS = "AWS::EC2::SecurityGroup sg-0123456789abcdef0 -";
    private static final String VOLUME = "AWS::EC2::Volume vol-0a1b2c3d -";

    /** What is read from a file: change type, resource (type, id, name), compliance, rule, housekeeping; '-' for null. */
    private static final Map<String, List<String>> EXPECTED = Map.ofEntries(
            Map.entry(
                    "item-created",
                    row("CREATE", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) created")),
            Map.entry(
                    "item-updated",
                    row(
                            "UPDATE",
                            SG,
                            "-",
                            "-",
                            "",
                            "Security Group sg-0123456789abcdef0 (web): Inbound tcp 8443 from 0.0.0.0/0 opened")),
            Map.entry(
                    "item-deleted",
                    row("DELETE", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) deleted")),
            Map.entry(
                    "item-deleted-with-empty-diff",
                    row("DELETE", NAMELESS, "-", "-", "", "Security Group sg-0123456789abcdef0 deleted")),
            Map.entry(
                    "item-discovered-without-diff",
                    row("-", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) discovered")),
            Map.entry(
                    "item-not-recorded",
                    row("-", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) not recorded any more")),
            Map.entry(
                    "item-without-diff",
                    row("-", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) recorded")),
            Map.entry(
                    "item-with-relationships-changed",
                    row(
                            "UPDATE",
                            SG,
                            "-",
                            "-",
                            "quiet",
                            "Security Group sg-0123456789abcdef0 (web): Is associated with NetworkInterface eni-0a1b (and 1 more)")),
            Map.entry(
                    "item-of-iam",
                    row(
                            "UPDATE",
                            "AWS::IAM::Role AROAEXAMPLEROLE000000 deploy",
                            "-",
                            "-",
                            "",
                            "IAM Role deploy: Maximum session duration (s): 3600 → 43200")),
            Map.entry(
                    "item-of-a-rules-result",
                    row(
                            "UPDATE",
                            "AWS::Config::ResourceCompliance AWS::EC2::Volume/vol-0a1b2c3d -",
                            "NON_COMPLIANT",
                            "encrypted-volumes",
                            "",
                            "Volume vol-0a1b2c3d is non-compliant with rule encrypted-volumes, was compliant")),
            Map.entry(
                    "item-of-a-conformance-packs-result",
                    row(
                            "UPDATE",
                            "AWS::Config::ConformancePackCompliance conformance-pack-a1b2c3 baseline",
                            "NON_COMPLIANT",
                            "mfa-enabled-conformance-pack-a1b2c3",
                            "",
                            "Conformance Pack baseline is non-compliant with rule mfa-enabled-conformance-pack-a1b2c3,"
                                    + " was compliant")),
            Map.entry(
                    "item-deleted-with-tags-of-its-own",
                    row(
                            "DELETE",
                            "AWS::RDS::DBInstance db-ABCDEFGHIJKLMNOPQRSTUVWXYZ shop",
                            "-",
                            "-",
                            "",
                            "RDS DB Instance shop deleted: Engine mysql")),
            Map.entry(
                    "item-of-2014",
                    row("UPDATE", "AWS::EC2::VOLUME vol-0a1b -", "-", "-", "", "VOLUME vol-0a1b: Size: 8 → 16")),
            Map.entry(
                    "oversized-item",
                    row("UPDATE", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) updated")),
            Map.entry(
                    "oversized-item-not-delivered",
                    row("UPDATE", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web) updated")),
            Map.entry(
                    "compliance-changed",
                    row(
                            "-",
                            VOLUME,
                            "NON_COMPLIANT",
                            "encrypted-volumes",
                            "",
                            "Volume vol-0a1b2c3d is non-compliant with rule encrypted-volumes, was compliant")),
            Map.entry(
                    "compliance-evaluated-first",
                    row(
                            "-",
                            VOLUME,
                            "COMPLIANT",
                            "encrypted-volumes",
                            "",
                            "Volume vol-0a1b2c3d is compliant with rule encrypted-volumes")),
            Map.entry(
                    "compliance-of-an-account",
                    row(
                            "-",
                            "AWS::::Account 123456789012 -",
                            "COMPLIANT",
                            "encrypted-volumes",
                            "",
                            "Account 123456789012 is compliant with rule encrypted-volumes, was non-compliant")),
            Map.entry(
                    "compliance-named-once",
                    row(
                            "-",
                            VOLUME,
                            "NON_COMPLIANT",
                            "encrypted-volumes",
                            "",
                            "Volume vol-0a1b2c3d is non-compliant with rule encrypted-volumes, was compliant")),
            Map.entry(
                    "rules-evaluation-started",
                    row("-", "- - -", "-", "-", "quiet", "Config Rules Evaluation started: 2 rules")),
            Map.entry(
                    "snapshot-delivery-started",
                    row(
                            "-",
                            "- - -",
                            "-",
                            "-",
                            "quiet",
                            "Configuration Snapshot Delivery started (13bcca7b-3ce1-41dc-adb4-044938286611)")),
            Map.entry(
                    "snapshot-delivery-completed",
                    row(
                            "-",
                            "- - -",
                            "-",
                            "-",
                            "quiet",
                            "Configuration Snapshot Delivery completed (13bcca7b-3ce1-41dc-adb4-044938286611)")),
            Map.entry(
                    "snapshot-delivery-failed",
                    row(
                            "-",
                            "- - -",
                            "-",
                            "-",
                            "",
                            "Configuration Snapshot Delivery failed (13bcca7b-3ce1-41dc-adb4-044938286611)")),
            Map.entry(
                    "history-delivery-completed",
                    row("-", "- - -", "-", "-", "quiet", "Configuration History Delivery completed")),
            Map.entry("scheduled", row("-", "- - -", "-", "-", "quiet", "Scheduled Notification for a periodic rule")),
            Map.entry(
                    "of-next-year",
                    row("UPDATE", SG, "-", "-", "", "Security Group sg-0123456789abcdef0 (web): Name: web → www")));

    /** A line of each body that tells what only this message knows. */
    private static final Map<String, String> TOLD = Map.of(
            "oversized-item", "too large for a notification; all of it is at s3://config-bucket/AWSLogs/",
            "oversized-item-not-delivered",
                    "could not write it to S3 (NoSuchBucket): The specified bucket does not exist",
            "compliance-changed", "The volume is not encrypted.",
            "rules-evaluation-started", "encrypted-volumes, restricted-ssh",
            "snapshot-delivery-completed", "s3://config-bucket/v1/AWSLogs/",
            "snapshot-delivery-failed", "AccessDenied: Access Denied",
            "history-delivery-completed", "s3://config-bucket/AWSLogs/",
            "item-with-relationships-changed", "No longer: is associated with NetworkInterface eni-0c2d");

    private static List<String> row(
            String change, String resource, String compliance, String rule, String noise, String headline) {
        String[] parts = resource.split(" ", 3);
        return List.of(change, parts[0], parts[1], parts[2], compliance, rule, noise, headline);
    }

    static Stream<Arguments> everyMessageInEveryEnvelope() {
        return EXPECTED.keySet().stream()
                .sorted()
                .flatMap(file -> Arrays.stream(Wrapping.values()).map(envelope -> Arguments.of(file, envelope)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMessageInEveryEnvelope")
    void isReadAndTold(String file, Wrapping envelope) throws IOException {
        Map<String, Object> message = message(file);
        String arrived = envelope.of(message);

        List<Opened> opened = Envelope.open("delivery-1", arrived);

        assertThat(opened).hasSize(1);
        ConfigEvent event = ConfigEvent.of(opened.get(0).orThrow());
        List<String> expected = EXPECTED.get(file);
        assertThat(event.messageType()).isEqualTo(message.get("messageType"));
        assertThat(event.original()).isEqualTo(arrived);
        assertThat(Stream.of(
                                event.changeType(),
                                event.resourceType(),
                                event.resourceId(),
                                event.resourceName(),
                                event.compliance(),
                                event.ruleName())
                        .map(value -> value == null ? "-" : value))
                .containsExactlyElementsOf(expected.subList(0, 6));
        assertThat(event.content().isHousekeeping()).isEqualTo(expected.get(6).equals("quiet"));
        assertThat(event.accountId()).isIn(Wrapping.ACCOUNT, envelope.account());
        assertThat(event.region()).isIn(Wrapping.REGION, "global", envelope.region());
        assertThat(event.captureTime()).matches("20\\d\\d-11-23T20:14:02\\.123Z");
        assertThat(event.tags()).isIn(Map.of(), Map.of("team", "web"));
        assertThat(Headline.of(Change.of(event)).text()).isEqualTo(expected.get(7));
        for (MessageFormat format : List.of(new BlocksFormat(), new TextFormat())) {
            String body = format.render(List.of(Change.of(event))).body();
            assertThat(body).contains(TOLD.getOrDefault(file, ""));
            assertThat(SlackRules.refusal(new ObjectMapper().readTree(body))).isEmpty();
        }
    }

    @Test
    void aDeletedItemKeepsItsNameArnAndTags() throws IOException {
        ConfigEvent event = ConfigEvent.of(Envelope.open("x", Wrapping.EVENTBRIDGE.of(message("item-deleted")))
                .get(0)
                .orThrow());

        assertThat(event.resourceName()).isEqualTo("web");
        assertThat(event.arn()).isEqualTo("arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0123456789abcdef0");
        assertThat(event.tags()).isEqualTo(Map.of("team", "web"));
    }

    @Test
    void everyFileHasItsRow() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
        }
    }

    @Test
    void theTableInTheDocumentationIsTheOneThatIsTested() throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> titles =
                Arrays.stream(Wrapping.values()).map(Wrapping::title).toList();
        lines.add("| message type | " + String.join(" | ", titles) + " |");
        lines.add("| --- |" + " --- |".repeat(titles.size()));
        List<String> types = new ArrayList<>();
        for (String file : EXPECTED.keySet()) {
            types.add(String.valueOf(message(file).get("messageType")));
        }
        types.stream()
                .distinct()
                .sorted()
                .filter(type -> !type.startsWith("ResourceForecast"))
                .forEach(type -> lines.add("| `%s` |".formatted(type) + " ✓ |".repeat(titles.size())));
        lines.add("| any other |" + " ✓ |".repeat(titles.size()));

        assertThat(Files.readString(Path.of("docs/formats.md"))).contains(String.join("\n", lines));
    }

    private static Map<String, Object> message(String file) throws IOException {
        return Json.object(Json.read(Files.readString(MESSAGES.resolve(file + ".json"))));
    }
}
