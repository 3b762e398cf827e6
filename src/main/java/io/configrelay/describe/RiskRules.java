package io.configrelay.describe;

import static io.configrelay.describe.RiskRule.block;
import static io.configrelay.describe.RiskRule.exchanged;
import static io.configrelay.describe.RiskRule.gone;
import static io.configrelay.describe.RiskRule.is;
import static io.configrelay.describe.RiskRule.removed;
import static io.configrelay.describe.RiskRule.set;
import static io.configrelay.describe.RiskRule.switched;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.configrelay.describe.Risk.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All reasons to look at a change. */
final class RiskRules {

    /** AWS has about 500 types; whatever else is called one doesn't stay here. */
    private static final LoadingCache<String, List<RiskRule>> BY_TYPE =
            Caffeine.newBuilder().maximumSize(1_000).build(RiskRules::among);

    /** Resources that nobody deletes in passing. */
    static final Set<String> DELETIONS =
            Set.of("AWS::CloudTrail::Trail", "AWS::KMS::Key", "AWS::S3::AccountPublicAccessBlock");

    static final List<RiskRule> ALL = List.of(
            RiskRule.of(
                    "AWS::EC2::SecurityGroup",
                    Level.HIGH,
                    "all traffic, or a port of administration or of a database, opened to the world",
                    (edit, event, all) -> WorldOpen.reason(edit, all, true)),
            RiskRule.of(
                    "AWS::EC2::SecurityGroup",
                    Level.MEDIUM,
                    "another port than 80 and 443 opened to the world",
                    (edit, event, all) -> WorldOpen.reason(edit, all, false)),
            RiskRule.of(
                    // An endpoint's policy lets nobody in: it narrows what its VPC may ask for.
                    "AWS::(?!EC2::VPCEndpoint).*",
                    Level.HIGH,
                    "a policy that lets everybody in (`Principal: *` without a condition)",
                    (edit, event, all) -> PolicyRisk.everybody(edit, event, all)),
            RiskRule.of(
                    "AWS::IAM::.*",
                    Level.HIGH,
                    "a policy that allows everything (`Action: *` on `Resource: *`)",
                    (edit, event, all) -> PolicyRisk.everything(edit, all)),
            set(
                    "AWS::IAM::.*",
                    Level.HIGH,
                    "AdministratorAccess attached",
                    "attachedmanagedpolicies\\.policyname",
                    is("administratoraccess")),
            removed("AWS::IAM::User", Level.HIGH, "an MFA device removed", "mfadevices.*"),
            block(
                    "AWS::S3::(Bucket|AccountPublicAccessBlock|(MultiRegion)?AccessPoint)",
                    Level.HIGH,
                    "public access block switched off",
                    ".*(publicaccessblock|(block|ignore|restrict)public).*"),
            RiskRule.of(
                    "AWS::S3::Bucket",
                    Level.HIGH,
                    "the ACL gives everybody access",
                    (edit, event, all) -> AclDescriber.opens(edit)
                            ? Optional.of(new Phrase.Term("the ACL gives everybody access"))
                            : Optional.empty()),
            switched("AWS::S3::Bucket", Level.MEDIUM, "versioning off", ".*versioning.*status", is("suspended", "off")),
            removed("AWS::S3::Bucket", Level.MEDIUM, "access logging off", ".*logging.*destinationbucketname"),
            gone(
                    "AWS::S3::Bucket",
                    Level.MEDIUM,
                    "default encryption off",
                    "serversideencryptionconfiguration(\\.rules)?"),
            gone(
                    "AWS::(Kinesis::Stream|SNS::Topic)",
                    Level.MEDIUM,
                    "encryption off",
                    "streamencryption(\\.encryptiontype)?|kmsmasterkeyid"),
            RiskRule.of("AWS::SQS::Queue", Level.MEDIUM, "encryption off", RiskRule::losesItsOnlyKey),
            set(
                    "AWS::Kinesis::Stream",
                    Level.MEDIUM,
                    "encryption off",
                    "streamencryption\\.encryptiontype",
                    is("none")),
            gone(
                    "AWS::IAM::(User|Role)",
                    Level.MEDIUM,
                    "the permissions boundary removed",
                    "permissionsboundary(\\.permissionsboundaryarn)?"),
            set("AWS::RDS::DB.*", Level.HIGH, "reachable from the internet", "publiclyaccessible", is("true")),
            set(
                    "AWS::(RDS::DB.*|EC2::)Snapshot",
                    Level.HIGH,
                    "a snapshot shared with everybody",
                    ".*(snapshotattributes|createvolumepermissions).*",
                    is("all")),
            set(
                    "AWS::EC2::(Instance|LaunchTemplate)",
                    Level.MEDIUM,
                    "IMDSv1 allowed",
                    ".*metadataoptions\\.httptokens",
                    is("optional")),
            set("AWS::CloudTrail::Trail", Level.HIGH, "CloudTrail stopped", "(.*\\.)?islogging", is("false")),
            set(
                    "AWS::CloudTrail::Trail",
                    Level.MEDIUM,
                    "log file validation off",
                    "(.*\\.)?logfilevalidationenabled",
                    is("false")),
            set(
                    "AWS::KMS::Key",
                    Level.HIGH,
                    "the key is going to be deleted",
                    "(.*\\.)?keystate",
                    is("pendingdeletion")),
            switched("AWS::KMS::Key", Level.MEDIUM, "key rotation off", ".*rotation.*", is("false")),
            set(
                    // Those have rows by the hundred, and nothing that is encrypted.
                    "AWS::(?!EC2::(SecurityGroup|RouteTable|NetworkAcl)$).*",
                    Level.MEDIUM,
                    "encryption off",
                    "(.*\\.)?((storage)?encrypted|sqsmanagedsseenabled|(encryptionatrest|nodetonodeencryption)options\\.enabled"
                            + "|(atrest|transit|(root|user)volume)encryptionenabled|ssespecification\\.sseenabled"
                            + "|ebsencryptionbydefault)",
                    is("false")),
            exchanged(
                    "AWS::ElasticLoadBalancing(V2)?::(Listener|LoadBalancer)",
                    Level.MEDIUM,
                    "no longer encrypted in transit",
                    "protocol|listenerdescriptions\\.listener\\.protocol",
                    is("https", "tls", "ssl"),
                    is("http", "tcp", "tcp_udp")),
            set(
                    "AWS::CloudFront::Distribution",
                    Level.MEDIUM,
                    "plain HTTP allowed",
                    ".*viewerprotocolpolicy",
                    is("allow-all")),
            removed("AWS::CloudFront::Distribution", Level.MEDIUM, "the web ACL removed", ".*webaclid"),
            switched(
                    "AWS::CloudFront::Distribution",
                    Level.MEDIUM,
                    "access logging off",
                    ".*logging\\.enabled",
                    is("false")));

    private RiskRules() {}

    /** Those about this resource type, in order. */
    static List<RiskRule> of(String type) {
        return BY_TYPE.get(type);
    }

    private static List<RiskRule> among(String type) {
        return ALL.stream().filter(rule -> rule.type().matcher(type).matches()).toList();
    }
}
