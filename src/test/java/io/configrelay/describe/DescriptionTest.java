package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What diffs mean, in words: each row is a type, the changes (path, before, after), and the lines that they become. */
class DescriptionTest {

    private static final String SG = "AWS::EC2::SecurityGroup";

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            AWS::EC2::SecurityGroup | Configuration.IpPermissions.0 - {"ipProtocol":"tcp","fromPort":8443,"toPort":8443,"ipRanges":["0.0.0.0/0"]} | Inbound tcp 8443 from 0.0.0.0/0 opened
            AWS::EC2::SecurityGroup | Configuration.IpPermissions.0 - {"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":["10.0.0.0/8"],"ipv4Ranges":[{"cidrIp":"10.0.0.0/8"}],"ipv6Ranges":[{"cidrIpv6":"::/0"}]} | Inbound tcp 22 from 10.0.0.0/8 opened; Inbound tcp 22 from ::/0 opened
            AWS::EC2::SecurityGroup | Configuration.IpPermissionsEgress.0 {"ipProtocol":"-1","ipv4Ranges":[{"cidrIp":"0.0.0.0/0"}]} - | Outbound all traffic to 0.0.0.0/0 closed
            AWS::EC2::SecurityGroup | Configuration.IpPermissions.0 - {"ipProtocol":"udp","fromPort":1000,"toPort":2000,"userIdGroupPairs":[{"groupId":"sg-1"}],"prefixListIds":[{"prefixListId":"pl-1"}]} | Inbound udp 1000-2000 from sg-1 opened; Inbound udp 1000-2000 from pl-1 opened
            AWS::EC2::SecurityGroup | Configuration.IpPermissions.0 - {"ipProtocol":"icmp","fromPort":-1,"toPort":-1,"ipRanges":["10.0.0.0/8"]} | Inbound icmp from 10.0.0.0/8 opened
            AWS::EC2::RouteTable | Configuration.Routes.0 - {"destinationCidrBlock":"10.0.1.0/24","gatewayId":"igw-1","natGatewayId":null,"state":"active","origin":"CreateRoute"} | Route 10.0.1.0/24 → igw-1 added
            AWS::EC2::RouteTable | Configuration.Routes.0 {"destinationIpv6CidrBlock":"::/0","egressOnlyInternetGatewayId":"eigw-1"} - | Route ::/0 → eigw-1 removed
            AWS::EC2::RouteTable | Configuration.Routes.0 {"destinationCidrBlock":"0.0.0.0/0","gatewayId":"igw-1"} {"destinationCidrBlock":"0.0.0.0/0","natGatewayId":"nat-1"} | Route 0.0.0.0/0 → nat-1, was → igw-1
            AWS::EC2::RouteTable | Configuration.Associations.0 - {"routeTableAssociationId":"a-1","subnetId":"subnet-1","main":false} | Associated with subnet-1
            AWS::EC2::RouteTable | Configuration.Associations.0 - {"routeTableAssociationId":"a-1","subnetId":null,"main":true} | Associated with the VPC, as its main route table
            AWS::EC2::NetworkAcl | Configuration.Entries.0 - {"ruleNumber":10,"protocol":"1","ruleAction":"allow","egress":false,"cidrBlock":"0.0.0.0/0","portRange":null} | Inbound rule 10: allow all ICMP from 0.0.0.0/0 added
            AWS::EC2::NetworkAcl | Configuration.Entries.0 {"ruleNumber":20,"protocol":"6","ruleAction":"deny","egress":true,"ipv6CidrBlock":"::/0","portRange":{"from":22,"to":22}} - | Outbound rule 20: deny tcp 22 to ::/0 removed
            AWS::EC2::NetworkAcl | Configuration.Associations.0 - {"networkAclAssociationId":"a-1","subnetId":"subnet-1"} | Guards subnet-1
            AWS::EC2::Instance | Configuration.State.Name "running" "stopped" | State name: running → stopped
            AWS::EC2::Instance | Configuration.InstanceType "t2.micro" "t3.small" | Instance type: t2.micro → t3.small
            AWS::EC2::Instance | Configuration.SecurityGroups.0 - {"groupName":"web","groupId":"sg-1"} | Security group sg-1 attached
            AWS::EC2::Volume | Configuration.Attachments.0 {"instanceId":"i-1","device":"/dev/sda1"} - | Attachment to i-1 ended
            AWS::IAM::Role | Configuration.AttachedManagedPolicies.0 - {"policyArn":"arn:aws:iam::aws:policy/AdministratorAccess","policyName":"AdministratorAccess"} | Policy AdministratorAccess attached
            AWS::IAM::User | Configuration.UserPolicyList.0 - {"policyName":"all","policyDocument":"%7B%7D"} | Inline policy all added
            AWS::EC2::VPC | Tags.0 - "web" | Tag with value “web” added
            AWS::RDS::DBInstance | SupplementaryConfiguration.Tags.0 - {"key":"team","value":"web"} | Tag team=web added
            AWS::EC2::Subnet | Relationships.0 - {"resourceId":"eni-1","resourceType":"AWS::EC2::NetworkInterface","name":"Contains NetworkInterface"} | Contains NetworkInterface eni-1
            AWS::EC2::Subnet | Relationships.0 {"resourceId":"eni-1","resourceType":"AWS::EC2::NetworkInterface","name":"Contains NetworkInterface"} - | No longer: contains NetworkInterface eni-1
            AWS::S3::Bucket | SupplementaryConfiguration.BucketVersioningConfiguration {"status":"Enabled","isMfaDeleteEnabled":null} {"status":"Suspended","isMfaDeleteEnabled":null} | Bucket versioning configuration, status: Enabled → Suspended
            AWS::S3::Bucket | SupplementaryConfiguration.BucketPolicy {"policyText":null} {"policyText":"x"} | Bucket policy, policyText added: x
            AWS::Any::Thing | Configuration.DBName - "web" | DB name added: web
            AWS::Any::Thing | Configuration.Rules.0 {"id":"r-1","on":true,"to":["a","b"]} {"id":"r-1","on":false,"to":["a","c"]} | Rules, on: true → false; Rules, to.1: b → c
            """)
    void anEditIsToldInWords(String type, String changes, String lines) throws JsonProcessingException {
        assertThat(String.join("; ", describe(type, change(changes)).lines())).isEqualTo(lines);
    }

    @Test
    void aDeletedAndACreatedElementAreOneEdit() throws JsonProcessingException {
        Description description = describe(
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
                .containsExactly("Assume role policy document, Statement.0.Action: s3:Get* → *");
    }

    @Test
    void whatAnotherResourceDidComesLastAndTheRestIsCounted() throws JsonProcessingException {
        List<String[]> changes = new ArrayList<>();
        changes.add(change("Relationships.0 - {\"resourceId\":\"eni-1\",\"name\":\"Contains NetworkInterface\"}"));
        for (int i = 0; i < 5; i++) {
            changes.add(change("Configuration.Property" + i + " 1 2"));
        }
        Description description = describe("AWS::EC2::Subnet", changes.toArray(new String[0][]));

        assertThat(description.lines()).hasSize(6).last().asString().startsWith("Contains");
        assertThat(Description.of(event("AWS::EC2::Subnet", changes.toArray(new String[0][])), 2))
                .isEqualTo(new Description(List.of("Property0: 1 → 2", "Property1: 1 → 2"), 4));
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

        assertThat(Description.of(event(message), 10).lines()).isEmpty();
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

    /** {@code path before after}, each JSON; - for null. */
    private static String[] change(String text) {
        int first = text.indexOf(' ');
        String rest = text.substring(first + 1);
        int middle = rest.startsWith("- ") ? 1 : rest.endsWith(" -") ? rest.length() - 2 : split(rest);
        return new String[] {
            text.substring(0, first),
            rest.substring(0, middle).replaceFirst("^-$", "null"),
            rest.substring(middle + 1).replaceFirst("^-$", "null")
        };
    }

    /** Where the first JSON value ends. */
    private static int split(String text) {
        for (int i = text.indexOf(' '); i > 0; i = text.indexOf(' ', i + 1)) {
            try {
                Json.read(text.substring(0, i));
                return i;
            } catch (JsonProcessingException e) {
                // Not yet.
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static Description describe(String type, String[]... changes) throws JsonProcessingException {
        return Description.of(event(type, changes), 10);
    }

    private static ConfigEvent event(String type, String[]... changes) throws JsonProcessingException {
        return event(message(type, changes));
    }

    private static ConfigEvent event(Map<String, Object> message) {
        return ConfigEvent.of(Envelope.open("id", Json.write(message)).get(0).orThrow());
    }

    private static Map<String, Object> message(String type, String[]... changes) throws JsonProcessingException {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String[] change : changes) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("previousValue", Json.read(change[1]));
            property.put("updatedValue", Json.read(change[2]));
            properties.put(change[0], property);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageType", "ConfigurationItemChangeNotification");
        message.put("configurationItem", Map.of("resourceType", type, "resourceId", "id-1"));
        message.put("configurationItemDiff", Map.of("changeType", "UPDATE", "changedProperties", properties));
        return message;
    }
}
