package io.configrelay.describe;

import static io.configrelay.describe.ChangeRow.change;
import static io.configrelay.describe.ChangeRow.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What diffs mean, in words: each row is a type, the changes (path, before, after), and the lines that they become. */
class DescriptionTest {

    private static final String SG = "AWS::EC2::SecurityGroup";

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.configrelay.describe.ChangeRow#all")
    void anEditIsToldInWords(ChangeRow row) {
        assertThat(String.join("; ", Told.of(row.event()).lines())).isEqualTo(row.lines());
    }

    @Test
    void aResourceThatCameOrWentIsToldByWhatItIsLike() throws JsonProcessingException {
        Map<String, Object> instance =
                Map.of("instanceType", "t3.small", "imageId", "ami-1", "keyName", "secret", "ebsOptimized", false);
        Map<String, Object> created = message("AWS::EC2::Instance");
        created.put("configurationItem", Map.of("resourceType", "AWS::EC2::Instance", "configuration", instance));
        created.put("configurationItemDiff", Map.of("changeType", "CREATE", "changedProperties", Map.of()));
        Map<String, Object> deleted = message("AWS::EC2::Instance");
        deleted.put(
                "configurationItemDiff",
                Map.of(
                        "changeType",
                        "DELETE",
                        "changedProperties",
                        Map.of("Configuration", Map.of("previousValue", instance))));

        for (Map<String, Object> message : List.of(created, deleted)) {
            assertThat(Told.of(event(message)).lines()).containsExactly("Instance type t3.small, AMI ami-1");
        }
    }

    @Test
    void whatSomebodyDidComesBeforeWhatFollowedFromIt() throws JsonProcessingException {
        Told description = describe(
                "AWS::EC2::Instance",
                change("Configuration.LaunchTime \"10:00\" \"11:00\""),
                change("Configuration.Unheard 1 2"),
                change("Configuration.InstanceType \"t2.micro\" \"t3.small\""),
                change("Configuration.State.Name \"stopped\" \"running\""));

        assertThat(description.lines())
                .containsExactly(
                        "Instance state: stopped → running",
                        "Instance type: t2.micro → t3.small",
                        "Unheard: 1 → 2",
                        "Launch time: 10:00 → 11:00");
    }

    @Test
    void aDeletedAndACreatedElementAreOneEdit() throws JsonProcessingException {
        Told description = describe(
                SG,
                change("Configuration.IpPermissions.0"
                        + " {\"ipProtocol\":\"tcp\",\"fromPort\":22,\"toPort\":22,\"ipRanges\":[\"10.0.0.0/8\",\"10.1.0.0/16\"]}"
                        + " -"),
                change(
                        "Configuration.IpPermissions.1 -"
                                + " {\"ipProtocol\":\"tcp\",\"fromPort\":22,\"toPort\":22,\"ipRanges\":[\"10.0.0.0/8\",\"0.0.0.0/0\"]}"));

        assertThat(description.lines())
                .containsExactly("Inbound tcp 22 from 0.0.0.0/0 opened", "Inbound tcp 22 from 10.1.0.0/16 closed");
        assertThat(description.more()).isZero();
    }

    @Test
    void aPolicyInAStringIsComparedInside() throws JsonProcessingException {
        String before =
                "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGet%2A%22%7D%5D%7D";
        String after = "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22%2A%22%7D%5D%7D";

        assertThat(describe("AWS::IAM::Role", new String[] {
                            "Configuration.AssumeRolePolicyDocument", Json.write(before), Json.write(after)
                        })
                        .lines())
                .containsExactly("Trust policy now allows all actions; before: allows s3:Get*");
    }

    @Test
    void whatAnotherResourceDidComesLastAndTheRestIsCounted() throws JsonProcessingException {
        List<String[]> changes = new ArrayList<>();
        changes.add(change("Relationships.0 - {\"resourceId\":\"eni-1\",\"name\":\"Contains NetworkInterface\"}"));
        for (int i = 0; i < 5; i++) {
            changes.add(change("Configuration.Property" + i + " 1 2"));
        }

        assertThat(describe("AWS::EC2::Subnet", changes.toArray(new String[0][]))
                        .lines())
                .hasSize(6)
                .last()
                .asString()
                .startsWith("Contains");
        for (int i = 5; i < 14; i++) {
            changes.add(change("Configuration.Property" + i + " 1 2"));
        }
        Told cut = describe("AWS::EC2::Subnet", changes.toArray(new String[0][]));
        assertThat(cut.lines()).hasSize(10).first().isEqualTo("Property0: 1 → 2");
        assertThat(cut.more()).isEqualTo(5);
    }

    @Test
    void aDeletedResourceIsNotToldPropertyByProperty() throws JsonProcessingException {
        Map<String, Object> message = message(SG, change("Configuration {\"groupName\":\"web\"} -"));
        message.put(
                "configurationItemDiff",
                Map.of(
                        "changeType",
                        "DELETE",
                        "changedProperties",
                        Json.object(Json.object(message.get("configurationItemDiff"))
                                .get("changedProperties"))));

        assertThat(Told.of(event(message)).lines()).isEmpty();
    }

    @Test
    void anOddPolicyIsToldLikeAnyProperty() throws JsonProcessingException {
        for (String odd : List.of(
                "{\"Statement\":null}",
                "{\"Statement\":[null]}",
                "{\"Statement\":[1,\"x\"]}",
                "{\"Statement\":{\"Effect\":null,\"Principal\":{\"AWS\":null},\"Action\":[null],\"Resource\":{}}}")) {
            String[] change = {"Configuration.Policy", "{\"a\":1}", Json.write(odd)};
            assertThat(describe("AWS::KMS::Key", change).lines()).as(odd).isNotEmpty();
        }
    }

    @Test
    void whatIsSecretStaysOutWhereverItsPropertyStands() throws JsonProcessingException {
        assertThat(describe(
                                "AWS::Lambda::Function",
                                new String[] {"Configuration.Environment.Variables.PASSWORD", "\"old\"", "\"hidden\""})
                        .lines())
                .containsExactly("Environment variable PASSWORD changed");
        assertThat(describe("AWS::Lambda::Function", new String[] {
                            "Configuration.Environment", "{\"variables\":{\"PASSWORD\":\"old\"}}", "\"hidden\""
                        })
                        .lines())
                .noneMatch(line -> line.contains("old") || line.contains("hidden"));
    }

    @Test
    void whatTheDescribersDoNotExpectIsToldLikeAnyProperty() throws JsonProcessingException {
        for (String path : List.of(
                "Configuration.IpPermissions.0", "Configuration.Routes.0", "Configuration.Entries.0", "Tags.0")) {
            for (String odd :
                    List.of("1", "\"text\"", "[]", "[1]", "{}", "{\"ipRanges\":[1,{\"cidrIp\":2}]}", "true")) {
                for (String type : List.of(SG, "AWS::EC2::RouteTable", "AWS::EC2::NetworkAcl")) {
                    assertThat(describe(type, new String[] {path, "null", odd}).lines())
                            .as("%s %s %s", type, path, odd)
                            .allMatch(line -> !line.isBlank());
                }
            }
        }
    }

    /** A description in English. */
    private record Told(List<String> lines, int more) {
        static Told of(ConfigEvent event) {
            Description description = Change.of(event).description();
            return new Told(
                    description.lines().stream()
                            .map(line -> line.in(Language.ENGLISH))
                            .toList(),
                    description.more());
        }
    }

    @Test
    void aPathWithoutEndIsToldAndIsNoFailure() throws JsonProcessingException {
        for (String end : new String[] {"a.", "0.", "IpPermissions."}) {
            String path = "Configuration.IpPermissions.0." + end.repeat(40_000 / end.length()) + "b";

            assertThat(describe(SG, new String[] {path, "1", "2"}).lines())
                    .singleElement()
                    .asString()
                    .endsWith("1 → 2");
        }
    }

    private static Told describe(String type, String[]... changes) throws JsonProcessingException {
        return Told.of(event(message(type, changes)));
    }

    private static ConfigEvent event(Map<String, Object> message) {
        return ConfigEvent.of(Envelope.open("id", Json.write(message)).get(0).orThrow());
    }
}
