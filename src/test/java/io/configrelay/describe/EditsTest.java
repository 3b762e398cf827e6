package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** From a diff to edits: no row is lost, none is told twice, and nothing is said of what is empty. */
class EditsTest {

    /** Elements of lists as AWS Config records them, with {@code %s} for what tells one from another. */
    private static final Map<String, String> ROWS = Map.ofEntries(
            Map.entry(
                    "AWS::EC2::SecurityGroup Configuration.IpPermissions",
                    "{'ipProtocol':'tcp','fromPort':%1$s,'toPort':%1$s,'ipRanges':['10.0.0.0/8']}"),
            Map.entry(
                    "AWS::EC2::RouteTable Configuration.Routes",
                    "{'destinationCidrBlock':'10.%s.0.0/16','gatewayId':'igw-1'}"),
            Map.entry(
                    "AWS::EC2::NetworkAcl Configuration.Entries",
                    "{'ruleNumber':%s,'egress':false,'protocol':'6','ruleAction':'allow','cidrBlock':'10.0.0.0/8'}"),
            Map.entry(
                    "AWS::EC2::Volume Configuration.Attachments",
                    "{'instanceId':'i-%s','volumeId':'id-1','device':'/dev/sda1'}"),
            Map.entry(
                    "AWS::AutoScaling::AutoScalingGroup Configuration.Tags",
                    "{'resourceId':'id-1','resourceType':'auto-scaling-group','key':'k%1$s','value':'v%1$s'}"),
            Map.entry(
                    "AWS::AutoScaling::AutoScalingGroup Configuration.Instances",
                    "{'instanceId':'i-%s','healthStatus':'Healthy','availabilityZone':'eu-west-1a'}"),
            Map.entry(
                    "AWS::RDS::DBInstance Configuration.VpcSecurityGroups",
                    "{'vpcSecurityGroupId':'sg-%s','status':'active'}"),
            Map.entry(
                    "AWS::IAM::Role Configuration.AttachedManagedPolicies",
                    "{'policyName':'p%1$s','policyArn':'arn:aws:iam::aws:policy/p%1$s'}"),
            Map.entry("AWS::KMS::Key SupplementaryConfiguration.Tags", "{'tagKey':'k%1$s','tagValue':'v%1$s'}"),
            Map.entry(
                    "AWS::CloudFormation::Stack Configuration.parameters",
                    "{'parameterKey':'K%1$s','parameterValue':'v%1$s'}"),
            Map.entry("AWS::Any::Thing Configuration.Rules", "{'weight':%1$s,'target':'t-%1$s','on':true}"),
            Map.entry("AWS::Any::Thing Configuration.Names", "'name-%s'"));

    @Provide
    Arbitrary<String> lists() {
        return Arbitraries.of(ROWS.keySet().stream().sorted().toList());
    }

    /** Every element that a list lost or got is in exactly one edit, wherever the diff has it. */
    @Property(tries = 500)
    void noRowIsLostAndNoneIsToldTwice(@ForAll("lists") String list, @ForAll long seed) {
        Random random = new Random(seed);
        List<Object> lost = rows(list, random);
        List<Object> got = rows(list, random);
        List<Object> same = new ArrayList<>(lost);
        same.retainAll(got);

        List<Edit> edits = Edits.of(event(list, lost, got, random));

        List<Object> before = values(
                edits.stream().filter(edit -> !edit.isAdded()).map(Edit::before).toList(), list);
        List<Object> after = values(
                edits.stream()
                        .filter(edit -> !edit.isRemoved())
                        .map(Edit::after)
                        .toList(),
                list);
        assertThat(before).containsExactlyInAnyOrderElementsOf(without(values(lost, list), values(same, list)));
        assertThat(after).containsExactlyInAnyOrderElementsOf(without(values(got, list), values(same, list)));
    }

    /** The order in which the diff lists what happened decides nothing. */
    @Property(tries = 200)
    void theOrderOfTheDiffDecidesNothing(@ForAll("lists") String list, @ForAll long seed) {
        Random random = new Random(seed);
        List<Object> lost = rows(list, random);
        List<Object> got = rows(list, random);

        List<String> one = lines(event(list, lost, got, new Random(1)));
        List<String> other = lines(event(list, lost, got, new Random(2)));

        assertThat(one).containsExactlyInAnyOrderElementsOf(other);
        assertThat(one).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsSaidOfWhatIsEmpty() {
        for (String empty : List.of("null", "[]", "{}", "\"\"", "[{}]", "[null]", "[[],{}]")) {
            for (String other : List.of("null", "[]", "{}", "\"\"")) {
                for (String path :
                        List.of("Configuration.Things", "Configuration.Things.0", "Tags", "Configuration.Tags")) {
                    assertThat(lines(Events.event(update("AWS::Any::Thing", Map.of(path, change(empty, other))))))
                            .as("%s: %s to %s", path, empty, other)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void ofANewResourceNothingIsSaidOfEmptyLists() {
        for (String type : List.of(
                "AWS::IAM::Role",
                "AWS::EC2::RouteTable",
                "AWS::EC2::Instance",
                "AWS::S3::Bucket",
                "AWS::EC2::VPCEndpoint")) {
            Map<String, Object> configuration = new LinkedHashMap<>();
            for (String list : List.of(
                    "rolePolicyList",
                    "attachedManagedPolicies",
                    "associations",
                    "propagatingVgws",
                    "groups",
                    "securityGroups",
                    "networkInterfaces",
                    "tags",
                    "routes")) {
                configuration.put(list, List.of());
            }
            assertThat(lines(Events.event(Json.write(Map.of(
                            "messageType", "ConfigurationItemChangeNotification",
                            "configurationItem",
                                    Map.of(
                                            "resourceType",
                                            type,
                                            "resourceId",
                                            "id-1",
                                            "configurationItemStatus",
                                            "ResourceDiscovered",
                                            "configuration",
                                            configuration),
                            "configurationItemDiff", Map.of("changeType", "CREATE", "changedProperties", Map.of()))))))
                    .as(type)
                    .isEmpty();
        }
    }

    @Test
    void oneTagIsOneEditWhereverTheDiffHasIt() {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("SupplementaryConfiguration.Tags.0", change("null", "{\"key\":\"team\",\"value\":\"pay\"}"));
        changes.put("Configuration.Tags.0", change("null", "{\"Key\":\"team\",\"Value\":\"pay\"}"));
        changes.put("Tags.0", change("null", "\"pay\""));
        changes.put("Tags.1", change("\"old\"", "null"));

        assertThat(lines(Events.event(update("AWS::Any::Thing", changes))))
                .containsExactly("Tag team=pay added", "Tag with value “old” removed");
    }

    @Test
    void twoThatDifferInTheirIdentityAreTwo() {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put(
                "Configuration.Tags.0",
                change("{\"resourceId\":\"id-1\",\"resourceType\":\"x\",\"key\":\"env\",\"value\":\"a\"}", "null"));
        changes.put(
                "Configuration.Tags.1",
                change("null", "{\"resourceId\":\"id-1\",\"resourceType\":\"x\",\"key\":\"team\",\"value\":\"b\"}"));

        assertThat(lines(Events.event(update("AWS::AutoScaling::AutoScalingGroup", changes))))
                .containsExactly("Tag env=a removed", "Tag team=b added");
    }

    @Test
    void theResourcesOwnIdTellsNoRowFromAnother() {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("Configuration.Attachments.0", change("{\"volumeId\":\"id-1\",\"instanceId\":\"i-1\"}", "null"));
        changes.put("Configuration.Attachments.1", change("null", "{\"volumeId\":\"id-1\",\"instanceId\":\"i-2\"}"));

        assertThat(lines(Events.event(update("AWS::EC2::Volume", changes))))
                .containsExactly("Detached from i-1", "Attached to i-2");
    }

    @Test
    void anotherNameIsAnotherThing() {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("Configuration.VPCs.0", change("{\"VPCId\":\"vpc-1\",\"VPCRegion\":\"eu-west-1\"}", "null"));
        changes.put("Configuration.VPCs.1", change("null", "{\"VPCId\":\"vpc-2\",\"VPCRegion\":\"eu-west-1\"}"));

        assertThat(lines(Events.event(update("AWS::Route53::HostedZone", changes))))
                .containsExactly("VPC vpc-1 disassociated", "VPC vpc-2 associated");
    }

    @Test
    void whatAwsWritesInTwoPlacesIsToldOnceAndTwoAlikeAreTwo() {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("Configuration.PrivateIpAddresses.0", change("{\"privateIpAddress\":\"10.0.0.5\"}", "null"));
        address.put(
                "Configuration.PrivateIpAddresses.1",
                change("null", "{\"privateIpAddress\":\"10.0.0.5\",\"association\":{\"publicIp\":\"203.0.113.4\"}}"));
        address.put("Configuration.Association", change("null", "{\"publicIp\":\"203.0.113.4\"}"));
        Map<String, Object> zones = new LinkedHashMap<>();
        zones.put("Configuration.Zones.0", change("null", "{\"rules\":[{\"port\":22}]}"));
        zones.put("Configuration.Zones.1", change("null", "{\"rules\":[{\"port\":443}]}"));

        assertThat(lines(Events.event(update("AWS::EC2::NetworkInterface", address))))
                .containsExactly("Public IPv4 address added: 203.0.113.4");
        assertThat(lines(Events.event(update("AWS::Any::Thing", zones)))).containsExactly("Zone added", "Zone added");
    }

    private static List<Object> rows(String list, Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> random.nextInt(8))
                .distinct()
                .map(id -> json(ROWS.get(list).replace('\'', '"').formatted(id)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Of tags only the key and the value, in whatever form; of anything else the element. */
    private static List<Object> values(List<Object> elements, String list) {
        if (!list.toLowerCase(java.util.Locale.ROOT).endsWith("tags")) {
            return elements;
        }
        return elements.stream()
                .<Object>map(element -> {
                    Map<String, Object> tag = Json.object(element);
                    return Json.text(tag, "key", "tagKey") + "=" + Json.text(tag, "value", "tagValue");
                })
                .toList();
    }

    private static List<Object> without(List<Object> all, List<Object> some) {
        List<Object> rest = new ArrayList<>(all);
        some.forEach(rest::remove);
        return rest;
    }

    /** A diff as AWS writes it: a DELETE of one index for each element lost, a CREATE of another for each got. */
    private static ConfigEvent event(String list, List<Object> lost, List<Object> got, Random random) {
        String[] typeAndPath = list.split(" ", 2);
        List<Map.Entry<Object, Object>> all = new ArrayList<>();
        lost.forEach(element -> all.add(new java.util.AbstractMap.SimpleEntry<>(element, null)));
        got.forEach(element -> all.add(new java.util.AbstractMap.SimpleEntry<>(null, element)));
        Collections.shuffle(all, random);
        Map<String, Object> changes = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("previousValue", all.get(i).getKey());
            change.put("updatedValue", all.get(i).getValue());
            changes.put(typeAndPath[1] + "." + i, change);
        }
        return Events.event(update(typeAndPath[0], changes));
    }

    private static Map<String, Object> change(String before, String after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", json(before));
        change.put("updatedValue", json(after));
        return change;
    }

    private static String update(String type, Map<String, Object> changes) {
        return Json.write(Map.of(
                "messageType", "ConfigurationItemChangeNotification",
                "configurationItem", Map.of("resourceType", type, "resourceId", "id-1"),
                "configurationItemDiff", Map.of("changeType", "UPDATE", "changedProperties", changes)));
    }

    private static Object json(String text) {
        try {
            return Json.read(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<String> lines(ConfigEvent event) {
        return Change.of(event).description().lines().stream()
                .map(line -> line.in(Language.ENGLISH))
                .toList();
    }
}
