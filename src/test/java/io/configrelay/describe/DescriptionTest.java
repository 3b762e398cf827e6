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
            AWS::EC2::Instance | Configuration.State.Name "running" "stopped" | Instance state: running → stopped
            AWS::EC2::Instance | Configuration.InstanceType "t2.micro" "t3.small" | Instance type: t2.micro → t3.small
            AWS::EC2::Instance | Configuration.SecurityGroups.0 - {"groupName":"web","groupId":"sg-1"} | Security group sg-1 attached
            AWS::EC2::Volume | Configuration.Attachments.0 {"instanceId":"i-1","device":"/dev/sda1"} - | Attachment to i-1 ended
            AWS::IAM::Role | Configuration.AttachedManagedPolicies.0 - {"policyArn":"arn:aws:iam::aws:policy/AdministratorAccess","policyName":"AdministratorAccess"} | Policy AdministratorAccess attached
            AWS::IAM::User | Configuration.UserPolicyList.0 - {"policyName":"all","policyDocument":"%7B%7D"} | Inline policy all added
            AWS::EC2::VPC | Tags.0 - "web" | Tag with value “web” added
            AWS::RDS::DBInstance | SupplementaryConfiguration.Tags.0 - {"key":"team","value":"web"} | Tag team=web added
            AWS::EC2::Subnet | Relationships.0 - {"resourceId":"eni-1","resourceType":"AWS::EC2::NetworkInterface","name":"Contains NetworkInterface"} | Contains NetworkInterface eni-1
            AWS::EC2::Subnet | Relationships.0 {"resourceId":"eni-1","resourceType":"AWS::EC2::NetworkInterface","name":"Contains NetworkInterface"} - | No longer: contains NetworkInterface eni-1
            AWS::S3::Bucket | SupplementaryConfiguration.BucketVersioningConfiguration {"status":"Enabled","isMfaDeleteEnabled":null} {"status":"Suspended","isMfaDeleteEnabled":null} | Bucket Versioning: Enabled → Suspended
            AWS::S3::Bucket | SupplementaryConfiguration.BucketPolicy {"policyText":null} {"policyText":"x"} | Bucket policy, policyText added: x
            AWS::EC2::NetworkInterface | Configuration.Attachment.InstanceId - "i-1" | Attached to instance added: i-1
            AWS::EC2::Subnet | Configuration.MapPublicIpOnLaunch false true | Auto-assign public IPv4 address turned on
            AWS::EC2::VPC | Configuration.DhcpOptionsId "dopt-1" "dopt-2" | DHCP option set: dopt-1 → dopt-2
            AWS::EC2::InternetGateway | Configuration.Attachments.0 - {"vpcId":"vpc-1","state":"available"} | Attachment to vpc-1 made
            AWS::EC2::EIP | Configuration.InstanceId - "i-1" | Associated instance added: i-1
            AWS::EC2::Volume | Configuration.Size 8 16 | Size (GiB): 8 → 16
            AWS::EC2::VPNGateway | Configuration.VpcAttachments.0 {"vpcId":"vpc-1","state":"attached"} - | Attachment to vpc-1 ended
            AWS::S3::Bucket | SupplementaryConfiguration.PublicAccessBlockConfiguration {"blockPublicAcls":true,"restrictPublicBuckets":true} {"blockPublicAcls":false,"restrictPublicBuckets":true} | Block public access: new ACLs turned off
            AWS::S3::Bucket | SupplementaryConfiguration.BucketPolicy {"policyText":null} {"policyText":"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"s3:GetObject\\",\\"Resource\\":\\"arn:aws:s3:::web/*\\"}]}"} | Bucket policy now allows everybody s3:GetObject on arn:aws:s3:::web/*
            AWS::S3::Bucket | SupplementaryConfiguration.BucketLifecycleConfiguration - {"rules":[{"id":"a"}]} | Lifecycle rules added
            AWS::IAM::Role | Configuration.AssumeRolePolicyDocument "{\\"Statement\\":[{\\"Sid\\":\\"a\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"111111111111\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}" "{\\"Statement\\":[{\\"Sid\\":\\"a\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"*\\"},\\"Action\\":\\"sts:AssumeRole\\",\\"Condition\\":{\\"Bool\\":{\\"aws:MultiFactorAuthPresent\\":\\"true\\"}}}]}" | Trust policy now allows everybody sts:AssumeRole on conditions; before, it allows 111111111111 sts:AssumeRole
            AWS::IAM::Role | Configuration.RolePolicyList.0 {"policyName":"s3","policyDocument":"%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"} {"policyName":"s3","policyDocument":"%7B%22Statement%22%3A%7B%22Effect%22%3A%22Deny%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"} | Inline policy s3 now denies s3:* on all resources; Inline policy s3 no longer allows s3:* on all resources
            AWS::IAM::Group | Configuration.GroupName "a" "b" | Group name: a → b
            AWS::KMS::Key | Configuration.KeyState "Enabled" "PendingDeletion" | Key status: Enabled → PendingDeletion
            AWS::KMS::Key | SupplementaryConfiguration.KeyRotationStatus true false | Automatic key rotation turned off
            AWS::RDS::DBInstance | Configuration.PubliclyAccessible false true | Public access turned on
            AWS::RDS::DBSecurityGroup | Configuration.IPRanges.0 - {"cidrip":"0.0.0.0/0","status":"authorized"} | Access from 0.0.0.0/0 authorized
            AWS::Lambda::Function | Configuration.CodeSha256 "a" "b" | Code changed
            AWS::Lambda::Function | Configuration.Environment {"variables":{"PASSWORD":"old"}} {"variables":{"PASSWORD":"new"}} | Environment variables changed
            AWS::CloudTrail::Trail | SupplementaryConfiguration.TrailStatus {"isLogging":true} {"isLogging":false} | Logging turned off
            AWS::ElasticLoadBalancing::LoadBalancer | Configuration.Instances.0 - {"instanceId":"i-1"} | Instance i-1 registered
            AWS::ElasticLoadBalancingV2::LoadBalancer | Configuration.State.Code "provisioning" "active" | State: provisioning → active
            AWS::CloudFormation::Stack | Configuration.Parameters.0 {"parameterKey":"Size","parameterValue":"small"} {"parameterKey":"Size","parameterValue":"large"} | Parameter Size, parameterValue: small → large
            AWS::AutoScaling::AutoScalingGroup | Configuration.DesiredCapacity 2 4 | Desired capacity: 2 → 4
            AWS::DynamoDB::Table | Configuration.ProvisionedThroughput.ReadCapacityUnits 5 50 | Read capacity units: 5 → 50
            AWS::SecretsManager::Secret | Configuration.RotationEnabled true false | Automatic rotation turned off
            AWS::EKS::Cluster | Configuration.ResourcesVpcConfig.EndpointPublicAccess false true | Public endpoint access turned on
            AWS::ECS::Service | Configuration.DesiredCount 1 3 | Desired tasks: 1 → 3
            AWS::Any::Thing | Configuration.DBName - "web" | DB name added: web
            AWS::Any::Thing | Configuration.Rules.0 {"id":"r-1","on":true,"to":["a","b"]} {"id":"r-1","on":false,"to":["a","c"]} | Rules, on: true → false; Rules, to.1: b → c
            """)
    void anEditIsToldInWords(String type, String changes, String lines) throws JsonProcessingException {
        assertThat(String.join("; ", describe(type, change(changes)).lines())).isEqualTo(lines);
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
            assertThat(Change.of(event(message)).description().lines())
                    .containsExactly("Instance type t3.small, AMI ami-1");
        }
    }

    @Test
    void whatSomebodyDidComesBeforeWhatFollowedFromIt() throws JsonProcessingException {
        Description description = describe(
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
                .containsExactly("Trust policy now allows all actions", "Trust policy no longer allows s3:Get*");
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
        Description cut = describe("AWS::EC2::Subnet", changes.toArray(new String[0][]));
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

        assertThat(Change.of(event(message)).description().lines()).isEmpty();
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
        for (String path : List.of("Configuration.Environment", "Configuration.Environment.Variables.PASSWORD")) {
            assertThat(describe("AWS::Lambda::Function", new String[] {path, "\"old\"", "\"hidden\""})
                            .lines())
                    .containsExactly("Environment variables changed");
        }
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
        return Change.of(event(type, changes)).description();
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
