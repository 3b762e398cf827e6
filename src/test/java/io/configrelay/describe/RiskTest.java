package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each rule both ways: what it warns of, and the nearest thing that is harmless. */
class RiskTest {

    private static final String SG = "AWS::EC2::SecurityGroup";
    private static final String IN = "Configuration.IpPermissions.0";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String ADMIN = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    private static final String PUBLIC =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:Get*\"}]}";

    /** A change and what is thought of it: level and reason, or null. */
    private record Case(String rule, String type, String path, Object before, Object after, String risk) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "all traffic, or a port",
                    SG,
                    IN,
                    null,
                    permission("tcp", 22, 22, "0.0.0.0/0"),
                    "high: tcp 22 (SSH) is open to the world"),
            new Case(
                    "all traffic, or a port",
                    SG,
                    IN,
                    null,
                    permission("tcp", 5000, 6000, "::/0"),
                    "high: tcp 5000-6000 (PostgreSQL) is open to the world"),
            new Case(
                    "all traffic, or a port",
                    SG,
                    IN,
                    null,
                    Map.of("ipProtocol", "-1", "ipRanges", List.of("0.0.0.0/0")),
                    "high: all traffic is open to the world"),
            new Case("all traffic, or a port", SG, IN, null, permission("tcp", 22, 22, "10.0.0.0/8"), null),
            new Case("all traffic, or a port", SG, IN, permission("tcp", 22, 22, "0.0.0.0/0"), null, null),
            new Case(
                    "another port",
                    SG,
                    IN,
                    null,
                    permission("tcp", 8443, 8443, "0.0.0.0/0"),
                    "medium: tcp 8443 is open to the world"),
            new Case("another port", SG, IN, null, permission("tcp", 443, 443, "0.0.0.0/0"), null),
            new Case(
                    "another port",
                    SG,
                    "Configuration.IpPermissionsEgress.0",
                    null,
                    permission("tcp", 8443, 8443, "0.0.0.0/0"),
                    null),
            new Case(
                    "lets everybody in",
                    BUCKET,
                    "SupplementaryConfiguration.BucketPolicy",
                    Map.of(),
                    Map.of("policyText", PUBLIC),
                    "high: a policy lets everybody in"),
            new Case(
                    "lets everybody in",
                    BUCKET,
                    "SupplementaryConfiguration.BucketPolicy",
                    Map.of("policyText", PUBLIC),
                    Map.of("policyText", PUBLIC.replace("s3:Get*", "s3:Get*").concat(" ")),
                    null),
            new Case(
                    "lets everybody in",
                    BUCKET,
                    "SupplementaryConfiguration.BucketPolicy",
                    Map.of(),
                    Map.of(
                            "policyText",
                            PUBLIC.replace("\"*\",\"Action", "{\"AWS\":\"arn:aws:iam::123456789012:root\"},\"Action")),
                    null),
            new Case(
                    "lets everybody in",
                    "AWS::KMS::Key",
                    "SupplementaryConfiguration.Policy",
                    "{}",
                    PUBLIC.replace("\"*\",\"Action", "{\"AWS\":[\"*\"]},\"Action"),
                    "high: a policy lets everybody in"),
            new Case(
                    "lets everybody in",
                    "AWS::SQS::Queue",
                    "Configuration.Policy",
                    "{}",
                    PUBLIC.replace("\"Action\"", "\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"x\"}},\"Action\""),
                    null),
            new Case(
                    "allows everything",
                    "AWS::IAM::Policy",
                    "Configuration.PolicyVersionList.0",
                    null,
                    Map.of("document", ADMIN.replace("{", "%7B")),
                    "high: a policy allows everything"),
            new Case(
                    "allows everything",
                    "AWS::IAM::Role",
                    "Configuration.RolePolicyList.0",
                    null,
                    Map.of("policyName", "x", "policyDocument", ADMIN),
                    "high: a policy allows everything"),
            new Case(
                    "allows everything",
                    "AWS::IAM::Role",
                    "Configuration.RolePolicyList.0",
                    null,
                    Map.of("policyName", "x", "policyDocument", ADMIN.replace("Allow", "Deny")),
                    null),
            new Case(
                    "AdministratorAccess",
                    "AWS::IAM::Role",
                    "Configuration.AttachedManagedPolicies.0",
                    null,
                    Map.of("policyName", "AdministratorAccess"),
                    "high: AdministratorAccess attached"),
            new Case(
                    "AdministratorAccess",
                    "AWS::IAM::Role",
                    "Configuration.AttachedManagedPolicies.0",
                    Map.of("policyName", "AdministratorAccess"),
                    null,
                    null),
            new Case(
                    "MFA device",
                    "AWS::IAM::User",
                    "Configuration.MfaDevices.0",
                    Map.of("serialNumber", "x"),
                    null,
                    "high: an MFA device removed"),
            new Case(
                    "MFA device",
                    "AWS::IAM::User",
                    "Configuration.MfaDevices.0",
                    null,
                    Map.of("serialNumber", "x"),
                    null),
            new Case(
                    "public access block",
                    BUCKET,
                    "SupplementaryConfiguration.PublicAccessBlockConfiguration",
                    Map.of("blockPublicAcls", true),
                    Map.of("blockPublicAcls", false),
                    "high: public access block switched off"),
            new Case(
                    "public access block",
                    BUCKET,
                    "SupplementaryConfiguration.PublicAccessBlockConfiguration",
                    Map.of("blockPublicAcls", false),
                    Map.of("blockPublicAcls", true),
                    null),
            new Case(
                    "the ACL",
                    BUCKET,
                    "SupplementaryConfiguration.AccessControlList",
                    "{\"grantList\":[]}",
                    "{\"grantList\":[{\"grantee\":\"AllUsers\",\"permission\":\"Read\"}]}",
                    "high: the ACL gives everybody access"),
            new Case(
                    "the ACL",
                    BUCKET,
                    "SupplementaryConfiguration.AccessControlList",
                    "{\"grantList\":[]}",
                    "{\"grantList\":[{\"grantee\":{\"id\":\"x\"}}]}",
                    null),
            new Case(
                    "versioning off",
                    BUCKET,
                    "SupplementaryConfiguration.BucketVersioningConfiguration.Status",
                    "Enabled",
                    "Suspended",
                    "medium: versioning off"),
            new Case(
                    "versioning off",
                    BUCKET,
                    "SupplementaryConfiguration.BucketVersioningConfiguration.Status",
                    "Suspended",
                    "Enabled",
                    null),
            new Case(
                    "access logging off",
                    BUCKET,
                    "SupplementaryConfiguration.BucketLoggingConfiguration",
                    Map.of("destinationBucketName", "logs"),
                    Map.of(),
                    "medium: access logging off"),
            new Case(
                    "access logging off",
                    BUCKET,
                    "SupplementaryConfiguration.BucketLoggingConfiguration",
                    Map.of(),
                    Map.of("destinationBucketName", "logs"),
                    null),
            new Case(
                    "default encryption off",
                    BUCKET,
                    "SupplementaryConfiguration.ServerSideEncryptionConfiguration",
                    Map.of("rules", List.of("AES256")),
                    null,
                    "medium: default encryption off"),
            new Case(
                    "default encryption off",
                    BUCKET,
                    "SupplementaryConfiguration.ServerSideEncryptionConfiguration",
                    null,
                    Map.of("rules", List.of("AES256")),
                    null),
            new Case(
                    "reachable from the internet",
                    "AWS::RDS::DBInstance",
                    "Configuration.PubliclyAccessible",
                    false,
                    true,
                    "high: reachable from the internet"),
            new Case(
                    "reachable from the internet",
                    "AWS::RDS::DBInstance",
                    "Configuration.PubliclyAccessible",
                    true,
                    false,
                    null),
            new Case(
                    "shared with everybody",
                    "AWS::RDS::DBSnapshot",
                    "SupplementaryConfiguration.DBSnapshotAttributes.0",
                    null,
                    Map.of("attributeName", "restore", "attributeValues", "all"),
                    "high: a snapshot shared with everybody"),
            new Case(
                    "shared with everybody",
                    "AWS::RDS::DBSnapshot",
                    "SupplementaryConfiguration.DBSnapshotAttributes.0",
                    null,
                    Map.of("attributeName", "restore", "attributeValues", "123456789012"),
                    null),
            new Case(
                    "IMDSv1",
                    "AWS::EC2::Instance",
                    "Configuration.MetadataOptions.HttpTokens",
                    "required",
                    "optional",
                    "medium: IMDSv1 allowed"),
            new Case(
                    "IMDSv1",
                    "AWS::EC2::Instance",
                    "Configuration.MetadataOptions.HttpTokens",
                    "optional",
                    "required",
                    null),
            new Case(
                    "CloudTrail stopped",
                    "AWS::CloudTrail::Trail",
                    "SupplementaryConfiguration.TrailStatus.IsLogging",
                    true,
                    false,
                    "high: CloudTrail stopped"),
            new Case(
                    "CloudTrail stopped",
                    "AWS::CloudTrail::Trail",
                    "SupplementaryConfiguration.TrailStatus.IsLogging",
                    false,
                    true,
                    null),
            new Case(
                    "log file validation off",
                    "AWS::CloudTrail::Trail",
                    "Configuration.LogFileValidationEnabled",
                    true,
                    false,
                    "medium: log file validation off"),
            new Case(
                    "log file validation off",
                    "AWS::CloudTrail::Trail",
                    "Configuration.LogFileValidationEnabled",
                    false,
                    true,
                    null),
            new Case(
                    "going to be deleted",
                    "AWS::KMS::Key",
                    "Configuration.KeyState",
                    "Enabled",
                    "PendingDeletion",
                    "high: the key is going to be deleted"),
            new Case(
                    "going to be deleted",
                    "AWS::KMS::Key",
                    "Configuration.KeyState",
                    "PendingDeletion",
                    "Enabled",
                    null),
            new Case(
                    "key rotation off",
                    "AWS::KMS::Key",
                    "SupplementaryConfiguration.KeyRotationStatus",
                    true,
                    false,
                    "medium: key rotation off"),
            new Case(
                    "key rotation off",
                    "AWS::KMS::Key",
                    "SupplementaryConfiguration.KeyRotationStatus",
                    false,
                    true,
                    null),
            new Case(
                    "encryption off",
                    "AWS::EFS::FileSystem",
                    "Configuration.Encrypted",
                    true,
                    false,
                    "medium: encryption off"),
            new Case("encryption off", "AWS::EFS::FileSystem", "Configuration.Encrypted", false, true, null),
            new Case(
                    "encryption off",
                    "AWS::SQS::Queue",
                    "Configuration.SqsManagedSseEnabled",
                    "true",
                    "false",
                    "medium: encryption off"),
            new Case(
                    "encryption off",
                    "AWS::Kinesis::Stream",
                    "Configuration.StreamEncryption",
                    Map.of("EncryptionType", "KMS"),
                    null,
                    "medium: encryption off"),
            new Case(
                    "encryption off",
                    "AWS::Kinesis::Stream",
                    "Configuration.StreamEncryption",
                    Map.of("EncryptionType", "KMS"),
                    Map.of("EncryptionType", "NONE"),
                    "medium: encryption off"),
            new Case(
                    "the ACL",
                    BUCKET,
                    "SupplementaryConfiguration.AccessControlList",
                    "{\"grantList\":[{\"grantee\":\"AllUsers\",\"permission\":\"Read\"}]}",
                    "{\"grantList\":[{\"grantee\":\"AllUsers\",\"permission\":\"Write\"}]}",
                    "high: the ACL gives everybody access"),
            new Case(
                    "public access block",
                    BUCKET,
                    "SupplementaryConfiguration.PublicAccessBlockConfiguration",
                    null,
                    Map.of("blockPublicAcls", true, "ignorePublicAcls", false),
                    null),
            new Case(
                    "permissions boundary",
                    "AWS::IAM::User",
                    "Configuration.PermissionsBoundary",
                    Map.of("permissionsBoundaryArn", "arn:aws:iam::123456789012:policy/b"),
                    null,
                    "medium: the permissions boundary removed"),
            new Case(
                    "permissions boundary",
                    "AWS::IAM::User",
                    "Configuration.PermissionsBoundary",
                    null,
                    Map.of("permissionsBoundaryArn", "arn:aws:iam::123456789012:policy/b"),
                    null),
            new Case(
                    "public access block",
                    BUCKET,
                    "SupplementaryConfiguration.PublicAccessBlockConfiguration",
                    Map.of("blockPublicAcls", true, "ignorePublicAcls", true),
                    null,
                    "high: public access block switched off"),
            new Case(
                    "public access block",
                    BUCKET,
                    "SupplementaryConfiguration.PublicAccessBlockConfiguration",
                    Map.of("blockPublicAcls", false),
                    null,
                    null),
            new Case(
                    "public access block",
                    "AWS::S3::AccountPublicAccessBlock",
                    "Configuration.BlockPublicPolicy",
                    true,
                    false,
                    "high: public access block switched off"),
            new Case(
                    "default encryption off",
                    BUCKET,
                    "SupplementaryConfiguration.ServerSideEncryptionConfiguration",
                    Map.of("rules", List.of(Map.of("sseAlgorithm", "aws:kms", "kmsMasterKeyID", "k"))),
                    Map.of("rules", List.of(Map.of("sseAlgorithm", "AES256"))),
                    null),
            new Case(
                    "the ACL",
                    BUCKET,
                    "SupplementaryConfiguration.AccessControlList",
                    "{\"grantList\":[{\"grantee\":\"AllUsers\",\"permission\":\"FullControl\"}]}",
                    "{\"grantList\":[{\"grantee\":\"AuthenticatedUsers\",\"permission\":\"Read\"}]}",
                    null),
            new Case(
                    "the ACL",
                    BUCKET,
                    "SupplementaryConfiguration.AccessControlList",
                    "{\"grantList\":[{\"grantee\":\"AuthenticatedUsers\",\"permission\":\"FullControl\"}]}",
                    "{\"grantList\":[{\"grantee\":\"AllUsers\",\"permission\":\"Read\"}]}",
                    "high: the ACL gives everybody access"),
            new Case(
                    "shared with everybody",
                    "AWS::RDS::DBClusterSnapshot",
                    "SupplementaryConfiguration.DBClusterSnapshotAttributes",
                    List.of(Map.of("attributeName", "restore", "attributeValues", List.of())),
                    List.of(Map.of("attributeName", "restore", "attributeValues", List.of("123456789012", "all"))),
                    "high: a snapshot shared with everybody"),
            new Case(
                    "public access block",
                    "AWS::S3::AccessPoint",
                    "Configuration.PublicAccessBlockConfiguration.BlockPublicPolicy",
                    true,
                    null,
                    "high: public access block switched off"),
            new Case(
                    "encryption off",
                    "AWS::Kinesis::Stream",
                    "Configuration.StreamEncryption.EncryptionType",
                    "KMS",
                    null,
                    "medium: encryption off"),
            new Case(
                    "encryption off",
                    "AWS::SQS::Queue",
                    "Configuration.KmsMasterKeyId",
                    "alias/aws/sqs",
                    null,
                    "medium: encryption off"),
            new Case(
                    "encryption off",
                    "AWS::ElastiCache::ReplicationGroup",
                    "Configuration.TransitEncryptionEnabled",
                    true,
                    false,
                    "medium: encryption off"),
            new Case(
                    "encryption off",
                    "AWS::DAX::Cluster",
                    "Configuration.SSESpecification",
                    Map.of("SSEEnabled", true),
                    Map.of("SSEEnabled", false),
                    "medium: encryption off"),
            new Case(
                    "no longer encrypted in transit",
                    "AWS::ElasticLoadBalancingV2::Listener",
                    "Configuration.Protocol",
                    "HTTPS",
                    "HTTP",
                    "medium: no longer encrypted in transit"),
            new Case(
                    "no longer encrypted in transit",
                    "AWS::ElasticLoadBalancing::LoadBalancer",
                    "Configuration.ListenerDescriptions.0",
                    Map.of("listener", Map.of("protocol", "SSL", "loadBalancerPort", 443)),
                    Map.of("listener", Map.of("protocol", "TCP", "loadBalancerPort", 443)),
                    "medium: no longer encrypted in transit"),
            new Case(
                    "no longer encrypted in transit",
                    "AWS::ElasticLoadBalancingV2::Listener",
                    "Configuration.Protocol",
                    "HTTP",
                    "HTTPS",
                    null),
            new Case(
                    "plain HTTP allowed",
                    "AWS::CloudFront::Distribution",
                    "Configuration.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy",
                    "https-only",
                    "allow-all",
                    "medium: plain HTTP allowed"),
            new Case(
                    "plain HTTP allowed",
                    "AWS::CloudFront::Distribution",
                    "Configuration.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy",
                    "allow-all",
                    "redirect-to-https",
                    null),
            new Case(
                    "the web ACL removed",
                    "AWS::CloudFront::Distribution",
                    "Configuration.DistributionConfig",
                    Map.of("WebACLId", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/1"),
                    Map.of("WebACLId", ""),
                    "medium: the web ACL removed"),
            new Case(
                    "the web ACL removed",
                    "AWS::CloudFront::Distribution",
                    "Configuration.DistributionConfig.WebACLId",
                    "",
                    "arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/1",
                    null),
            new Case(
                    "access logging off",
                    "AWS::CloudFront::Distribution",
                    "Configuration.DistributionConfig.Logging",
                    Map.of("Enabled", true, "Bucket", "logs"),
                    Map.of("Enabled", false, "Bucket", ""),
                    "medium: access logging off"),
            new Case("lets everybody in", "AWS::EC2::VPCEndpoint", "Configuration.PolicyDocument", null, PUBLIC, null),
            new Case(
                    "lets everybody in",
                    BUCKET,
                    "SupplementaryConfiguration.BucketPolicy.PolicyText",
                    PUBLIC.replace("s3:Get*", "s3:*"),
                    PUBLIC,
                    null),
            new Case(
                    "lets everybody in",
                    "AWS::ECR::Repository",
                    "Configuration.RepositoryPolicyText.Statement.0",
                    null,
                    Map.of("Effect", "Allow", "Principal", "*", "Action", "ecr:BatchGetImage"),
                    "high: a policy lets everybody in"),
            new Case(
                    "all traffic, or a port",
                    SG,
                    IN,
                    null,
                    permission("udp", 22, 22, "0.0.0.0/0"),
                    "medium: udp 22 is open to the world"),
            new Case(
                    "another port",
                    SG,
                    IN,
                    null,
                    Map.of("ipProtocol", "47", "ipRanges", List.of("0.0.0.0/0")),
                    "medium: protocol 47 (GRE) is open to the world"),
            new Case("another port", SG, IN, null, permission("icmp", 8, 0, "0.0.0.0/0"), null),
            new Case(
                    "all traffic, or a port",
                    SG,
                    IN,
                    Map.of("ipProtocol", "-1", "ipRanges", List.of("0.0.0.0/0")),
                    permission("tcp", 22, 22, "0.0.0.0/0"),
                    null));

    private static Map<String, Object> permission(String protocol, int from, int to, String range) {
        Map<String, Object> permission = new LinkedHashMap<>();
        permission.put("ipProtocol", protocol);
        permission.put("fromPort", from);
        permission.put("toPort", to);
        permission.put(
                range.contains(":") ? "ipv6Ranges" : "ipRanges",
                List.of(range.contains(":") ? Map.of("cidrIpv6", range) : range));
        return permission;
    }

    @Test
    void everyRuleWarnsOfWhatItIsForAndOfNothingElse() {
        for (Case one : CASES) {
            assertThat(risk(event(
                            "UPDATE", one.type(), Map.of(), Map.of(one.path(), change(one.before(), one.after())))))
                    .as("%s: %s -> %s", one.path(), one.before(), one.after())
                    .isEqualTo(one.risk());
        }
    }

    @Test
    void everyRuleHasACaseEachWay() {
        for (RiskRule rule : RiskRules.ALL) {
            Set<Boolean> ways = CASES.stream()
                    .filter(one -> rule.title().contains(one.rule()))
                    .map(one -> one.risk() != null)
                    .collect(Collectors.toCollection(HashSet::new));
            assertThat(ways).as(rule.title()).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void aNewResourceIsJudgedByItsConfiguration() {
        Map<String, Object> open =
                Map.of("configuration", Map.of("ipPermissions", List.of(permission("tcp", 3389, 3389, "0.0.0.0/0"))));

        assertThat(risk(event("CREATE", SG, open, Map.of()))).isEqualTo("high: tcp 3389 (RDP) is open to the world");
        assertThat(risk(event(
                        "CREATE", "AWS::EC2::Volume", Map.of("configuration", Map.of("encrypted", false)), Map.of())))
                .isEqualTo("medium: encryption off");
        assertThat(risk(event("CREATE", SG, Map.of("configuration", Map.of("ipPermissions", List.of())), Map.of())))
                .isNull();
    }

    @Test
    void aQueueThatGoesOverToTheEncryptionOfSqsStaysEncrypted() {
        assertThat(risk(event(
                        "UPDATE",
                        "AWS::SQS::Queue",
                        Map.of("configuration", Map.of("SqsManagedSseEnabled", "true")),
                        Map.of("Configuration.KmsMasterKeyId", change("alias/aws/sqs", null)))))
                .isNull();
        assertThat(risk(event(
                        "UPDATE",
                        "AWS::SQS::Queue",
                        Map.of(),
                        Map.of(
                                "Configuration.KmsMasterKeyId",
                                change("alias/aws/sqs", null),
                                "Configuration.SqsManagedSseEnabled",
                                change("false", "true")))))
                .isNull();
    }

    @Test
    void whatIsRecordedWithoutADiffWasNotOpenedNow() {
        Map<String, Object> item = Map.of(
                "resourceType",
                SG,
                "resourceId",
                "sg-1",
                "configurationItemStatus",
                "OK",
                "configuration",
                Map.of("ipPermissions", List.of(permission("tcp", 22, 22, "0.0.0.0/0"))));

        assertThat(risk(Events.event(Json.write(
                        Map.of("messageType", "ConfigurationItemChangeNotification", "configurationItem", item)))))
                .isNull();
    }

    @Test
    void aTrailThatIsGoneWithoutADiffIsARisk() {
        assertThat(risk(Events.event(Json.write(Map.of(
                        "messageType",
                        "ConfigurationItemChangeNotification",
                        "configurationItem",
                        Map.of(
                                "resourceType",
                                "AWS::CloudTrail::Trail",
                                "resourceId",
                                "org",
                                "configurationItemStatus",
                                "ResourceDeleted"))))))
                .isEqualTo("high: it was deleted");
    }

    @Test
    void threeReasonsAreTheMostAndTheGravestIsFirst() {
        Map<String, Object> changes = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            changes.put(
                    "Configuration.IpPermissions." + i,
                    change(null, permission("tcp", 8440 + i, 8440 + i, "0.0.0.0/0")));
        }
        changes.put("Configuration.IpPermissions.9", change(null, permission("tcp", 22, 22, "0.0.0.0/0")));
        Change change = Change.of(event("UPDATE", SG, Map.of(), changes));

        assertThat(change.risk().orElseThrow().reasons().stream().map(reason -> reason.in(Language.ENGLISH)))
                .containsExactly(
                        "tcp 22 (SSH) is open to the world",
                        "tcp 8440 is open to the world",
                        "tcp 8441 is open to the world");
        assertThat(change.description().lines().get(0).in(Language.ENGLISH))
                .isEqualTo("Inbound tcp 22 from 0.0.0.0/0 opened");
    }

    @Test
    void whatIsTheDefaultOfANewResourceIsNoRisk() {
        assertThat(risk(event(
                        "CREATE",
                        BUCKET,
                        Map.of(
                                "supplementaryConfiguration",
                                Map.of("BucketVersioningConfiguration", Map.of("status", "Off"))),
                        Map.of())))
                .isNull();
    }

    @Test
    void aDeletedTrailIsARiskAndADeletedGroupIsNone() {
        assertThat(risk(event("DELETE", "AWS::CloudTrail::Trail", Map.of(), Map.of())))
                .isEqualTo("high: it was deleted");
        assertThat(risk(event(
                        "DELETE", SG, Map.of(), Map.of(IN, change(permission("tcp", 22, 22, "0.0.0.0/0"), null)))))
                .isNull();
    }

    @Test
    void theGravestCounts() {
        assertThat(risk(event(
                        "UPDATE",
                        SG,
                        Map.of(),
                        Map.of(
                                IN,
                                change(null, permission("tcp", 8443, 8443, "0.0.0.0/0")),
                                "Configuration.IpPermissions.1",
                                change(null, permission("tcp", 22, 22, "0.0.0.0/0"))))))
                .startsWith("high");
    }

    @Test
    void theTableInTheDocumentationIsTheRules() throws IOException {
        String table = RiskRules.ALL.stream()
                .map(rule -> "| %s | %s | `%s` |"
                        .formatted(
                                rule.level().word(),
                                rule.title(),
                                rule.type().pattern().replace("|", "\\|")))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("docs/risk.md"))).contains(table);
    }

    private static String risk(ConfigEvent event) {
        return Change.of(event)
                .risk()
                .map(risk -> risk.level().word() + ": " + risk.reason().in(Language.ENGLISH))
                .orElse(null);
    }

    private static Map<String, Object> change(Object before, Object after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", before);
        change.put("updatedValue", after);
        return change;
    }

    private static ConfigEvent event(
            String changeType, String type, Map<String, Object> configuration, Map<String, Object> changes) {
        Map<String, Object> item = new LinkedHashMap<>(configuration);
        item.put("resourceType", type);
        item.put("resourceId", "id-1");
        return Events.event(Json.write(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                item,
                "configurationItemDiff",
                Map.of("changeType", changeType, "changedProperties", changes))));
    }
}
