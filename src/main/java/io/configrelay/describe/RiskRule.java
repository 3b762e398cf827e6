package io.configrelay.describe;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.configrelay.describe.Risk.Level;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One reason to look at a change.
 *
 * @param type regular expression of the resource types that it is about
 * @param level how soon to look
 * @param title what it is about, for people
 * @param condition when it holds
 */
record RiskRule(Pattern type, Level level, String title, Condition condition) {

    /** Says why an edit is a risk, or nothing. */
    interface Condition {

        /**
         * Judges one edit.
         *
         * @param event whose edit it is
         * @param all the edits of the event, this one among them
         */
        Optional<Phrase> reason(Edit edit, ConfigEvent event, List<Edit> all);
    }

    /** AWS has about 500 types; whatever else is called one doesn't stay here. */
    private static final LoadingCache<String, List<RiskRule>> BY_TYPE =
            Caffeine.newBuilder().maximumSize(1_000).build(RiskRule::among);

    /** Resources that nobody deletes in passing. */
    static final Set<String> DELETIONS =
            Set.of("AWS::CloudTrail::Trail", "AWS::KMS::Key", "AWS::S3::AccountPublicAccessBlock");

    static final List<RiskRule> ALL = List.of(
            new RiskRule(
                    Pattern.compile("AWS::EC2::SecurityGroup"),
                    Level.HIGH,
                    "all traffic, or a port of administration or of a database, opened to the world",
                    (edit, event, all) -> WorldOpen.reason(edit, all, true)),
            new RiskRule(
                    Pattern.compile("AWS::EC2::SecurityGroup"),
                    Level.MEDIUM,
                    "another port than 80 and 443 opened to the world",
                    (edit, event, all) -> WorldOpen.reason(edit, all, false)),
            new RiskRule(
                    // An endpoint's policy lets nobody in: it narrows what its VPC may ask for.
                    Pattern.compile("AWS::(?!EC2::VPCEndpoint).*"),
                    Level.HIGH,
                    "a policy that lets everybody in (`Principal: *` without a condition)",
                    (edit, event, all) -> PolicyRisk.everybody(edit, event, all)),
            new RiskRule(
                    Pattern.compile("AWS::IAM::.*"),
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
            new RiskRule(
                    Pattern.compile("AWS::S3::Bucket"),
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
            new RiskRule(Pattern.compile("AWS::SQS::Queue"), Level.MEDIUM, "encryption off", RiskRule::losesItsOnlyKey),
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
                    "AWS::.*",
                    Level.MEDIUM,
                    "encryption off",
                    "(.*\\.)?((storage)?encrypted|sqsmanagedsseenabled|(encryptionatrest|nodetonodeencryption)options\\.enabled"
                            + "|(atrest|transit|(root|user)volume)encryptionenabled|ssespecification\\.sseenabled"
                            + "|ebsencryptionbydefault)",
                    is("false")),
            new RiskRule(
                    Pattern.compile("AWS::ElasticLoadBalancing(V2)?::(Listener|LoadBalancer)"),
                    Level.MEDIUM,
                    "no longer encrypted in transit",
                    leaf(
                            "no longer encrypted in transit",
                            "protocol|listenerdescriptions\\.listener\\.protocol",
                            (before, after) -> is("https", "tls", "ssl").test(before)
                                    && is("http", "tcp", "tcp_udp").test(after))),
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

    /** Those about this resource type, in order. */
    static List<RiskRule> of(String type) {
        return BY_TYPE.get(type);
    }

    private static List<RiskRule> among(String type) {
        return ALL.stream().filter(rule -> rule.type().matcher(type).matches()).toList();
    }

    /** A value that was set to such a one, in a property of this path, without regard to case. */
    private static RiskRule set(String type, Level level, String title, String path, Predicate<Object> value) {
        Condition set = leaf(title, path, (before, after) -> value.test(after));
        return new RiskRule(
                Pattern.compile(type),
                level,
                title,
                (edit, event, all) -> edit.isRemoved() ? Optional.empty() : set.reason(edit, event, all));
    }

    /** A block switched off; one that appears with less than all of it on was off as a whole. */
    private static RiskRule block(String type, Level level, String title, String path) {
        Condition off = leaf(title, path, RiskRule::isOff);
        return new RiskRule(
                Pattern.compile(type),
                level,
                title,
                (edit, event, all) ->
                        edit.isAdded() && !edit.isState() ? Optional.empty() : off.reason(edit, event, all));
    }

    /** A block that is gone blocks nothing. */
    private static boolean isOff(Object before, Object after) {
        return after == null ? "true".equals(String.valueOf(before)) : "false".equals(String.valueOf(after));
    }

    /** The same where there was another value before: what is so from the start is the default. */
    private static RiskRule switched(String type, Level level, String title, String path, Predicate<Object> value) {
        Condition set = leaf(title, path, (before, after) -> value.test(after));
        return new RiskRule(
                Pattern.compile(type),
                level,
                title,
                (edit, event, all) ->
                        edit.isAdded() || edit.isRemoved() ? Optional.empty() : set.reason(edit, event, all));
    }

    /** A value taken away. */
    private static RiskRule removed(String type, Level level, String title, String path) {
        return new RiskRule(
                Pattern.compile(type), level, title, leaf(title, path, (before, after) -> Values.isEmpty(after)));
    }

    /** A property that went away whole: one of its parts may go for another. */
    private static RiskRule gone(String type, Level level, String title, String path) {
        Pattern paths = Pattern.compile(path);
        Optional<Phrase> reason = Optional.of(new Phrase.Term(title));
        return new RiskRule(
                Pattern.compile(type),
                level,
                title,
                (edit, event, all) ->
                        edit.isRemoved() && paths.matcher(path(edit, List.of())).matches() ? reason : Optional.empty());
    }

    /** Whether a queue's key is gone and SQS's own encryption doesn't stand in for it. */
    private static Optional<Phrase> losesItsOnlyKey(Edit edit, ConfigEvent event, List<Edit> all) {
        if (!edit.isRemoved() || !edit.property().equalsIgnoreCase("kmsMasterKeyId")) {
            return Optional.empty();
        }
        String own = "sqsManagedSseEnabled";
        Map<String, Object> queue = Json.object(event.item().get("configuration"));
        boolean encrypted = is("true").test(queue.get(own))
                || is("true").test(queue.get(Values.capital(own)))
                || all.stream()
                        .anyMatch(other -> other.property().equalsIgnoreCase(own)
                                && is("true").test(other.after()));
        return encrypted ? Optional.empty() : Optional.of(new Phrase.Term("encryption off"));
    }

    private static Condition leaf(String title, String path, BiPredicate<Object, Object> values) {
        Pattern paths = Pattern.compile(path);
        Optional<Phrase> reason = Optional.of(new Phrase.Term(title));
        return (edit, event, all) -> isSet(edit, paths, values) ? reason : Optional.empty();
    }

    /** The value is looked at first: few are such, and only their paths are put together. */
    private static boolean isSet(Edit edit, Pattern path, BiPredicate<Object, Object> values) {
        boolean[] found = new boolean[1];
        Differences.down(edit, (keys, before, after) -> {
            found[0] =
                    values.test(before, after) && path.matcher(path(edit, keys)).matches();
            return found[0];
        });
        return found[0];
    }

    private static String path(Edit edit, List<String> keys) {
        String property = edit.property();
        return (keys.isEmpty() ? property : property + "." + String.join(".", keys)).toLowerCase(Locale.ROOT);
    }

    /** One of these words, without regard to case, also as a boolean or in a list. */
    private static Predicate<Object> is(String... words) {
        Predicate<Object> one = isOne(words);
        return after -> after instanceof List<?> list ? list.stream().anyMatch(one) : one.test(after);
    }

    private static Predicate<Object> isOne(String... words) {
        return after -> {
            for (String word : words) {
                if (after instanceof String text
                        ? text.equalsIgnoreCase(word)
                        : after instanceof Boolean && word.equals(after.toString())) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Why this edit is a risk, or nothing. */
    Optional<Phrase> reason(Edit edit, ConfigEvent event, List<Edit> all) {
        return condition.reason(edit, event, all);
    }
}
