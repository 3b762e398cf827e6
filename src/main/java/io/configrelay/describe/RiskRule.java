package io.configrelay.describe;

import io.configrelay.describe.Risk.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final int LONGEST = 10_000;

    /** Says why an edit is a risk, or nothing. */
    interface Condition {
        Optional<Phrase> reason(Edit edit);
    }

    /** Resources that nobody deletes in passing. */
    static final Set<String> DELETIONS = Set.of("AWS::CloudTrail::Trail", "AWS::KMS::Key");

    static final List<RiskRule> ALL = List.of(
            new RiskRule(
                    Pattern.compile("AWS::EC2::SecurityGroup"),
                    Level.HIGH,
                    "all traffic, or a port of administration or of a database, opened to the world",
                    edit -> WorldOpen.reason(edit, true)),
            new RiskRule(
                    Pattern.compile("AWS::EC2::SecurityGroup"),
                    Level.MEDIUM,
                    "another port than 80 and 443 opened to the world",
                    edit -> WorldOpen.reason(edit, false)),
            new RiskRule(
                    Pattern.compile("AWS::.*"),
                    Level.HIGH,
                    "a policy that lets everybody in (`Principal: *` without a condition)",
                    edit -> PolicyRisk.everybody(edit)),
            new RiskRule(
                    Pattern.compile("AWS::IAM::.*"),
                    Level.HIGH,
                    "a policy that allows everything (`Action: *` on `Resource: *`)",
                    edit -> PolicyRisk.everything(edit)),
            set(
                    "AWS::IAM::.*",
                    Level.HIGH,
                    "AdministratorAccess attached",
                    "attachedmanagedpolicies\\.policyname",
                    "administratoraccess"),
            removed("AWS::IAM::User", Level.HIGH, "an MFA device removed", "mfadevices.*"),
            set("AWS::S3::Bucket", Level.HIGH, "public access block switched off", ".*publicaccessblock.*", "false"),
            set(
                    "AWS::S3::Bucket",
                    Level.HIGH,
                    "the ACL gives everybody access",
                    ".*accesscontrollist.*",
                    ".*(allusers|authenticatedusers|global/all).*"),
            switched("AWS::S3::Bucket", Level.MEDIUM, "versioning off", ".*versioning.*status", "suspended|off"),
            removed("AWS::S3::Bucket", Level.MEDIUM, "access logging off", ".*logging.*destinationbucketname"),
            removed("AWS::S3::Bucket", Level.MEDIUM, "default encryption off", ".*encryption.*"),
            set("AWS::RDS::DB.*", Level.HIGH, "reachable from the internet", "publiclyaccessible", "true"),
            set(
                    "AWS::(RDS::DB.*|EC2::)Snapshot",
                    Level.HIGH,
                    "a snapshot shared with everybody",
                    ".*(snapshotattributes|createvolumepermissions).*",
                    "all"),
            set(
                    "AWS::EC2::(Instance|LaunchTemplate)",
                    Level.MEDIUM,
                    "IMDSv1 allowed",
                    ".*metadataoptions\\.httptokens",
                    "optional"),
            set("AWS::CloudTrail::Trail", Level.HIGH, "CloudTrail stopped", "(.*\\.)?islogging", "false"),
            set(
                    "AWS::CloudTrail::Trail",
                    Level.MEDIUM,
                    "log file validation off",
                    "(.*\\.)?logfilevalidationenabled",
                    "false"),
            set("AWS::KMS::Key", Level.HIGH, "the key is going to be deleted", "(.*\\.)?keystate", "pendingdeletion"),
            switched("AWS::KMS::Key", Level.MEDIUM, "key rotation off", ".*rotation.*", "false"),
            set("AWS::.*", Level.MEDIUM, "encryption off", "(.*\\.)?(storage)?encrypted", "false"));

    /** A value set to this, in a property of this path, both without regard to case. */
    private static RiskRule set(String type, Level level, String title, String path, String value) {
        return new RiskRule(Pattern.compile(type), level, title, leaf(title, path, value));
    }

    /** The same where there was another value before: what is so from the start is the default. */
    private static RiskRule switched(String type, Level level, String title, String path, String value) {
        Condition set = leaf(title, path, value);
        return new RiskRule(
                Pattern.compile(type), level, title, edit -> edit.isAdded() ? Optional.empty() : set.reason(edit));
    }

    /** A value taken away. */
    private static RiskRule removed(String type, Level level, String title, String path) {
        return new RiskRule(Pattern.compile(type), level, title, leaf(title, path, null));
    }

    private static Condition leaf(String title, String path, String value) {
        Pattern paths = Pattern.compile(path);
        Pattern values = value == null ? null : Pattern.compile(value, Pattern.DOTALL);
        return edit -> leaf(edit, title, paths, values);
    }

    private static Optional<Phrase> leaf(Edit edit, String title, Pattern path, Pattern value) {
        String property = edit.path().replaceFirst("^(Configuration|SupplementaryConfiguration)\\.", "");
        for (Map.Entry<String, Object[]> difference : Values.leaves(edit).entrySet()) {
            String leaf = (difference.getKey().isEmpty() ? property : property + "." + difference.getKey())
                    .toLowerCase(Locale.ROOT);
            Object after = difference.getValue()[1];
            boolean holds = value == null ? after == null : isOne(after, value);
            if (holds && path.matcher(leaf).matches()) {
                return Optional.of(new Phrase.Term(title));
            }
        }
        return Optional.empty();
    }

    /** Whether a value is this one; what is longer than any switch or grantee is none. */
    private static boolean isOne(Object after, Pattern value) {
        return after != null
                && !(after instanceof String text && text.length() > LONGEST)
                && value.matcher(String.valueOf(after).toLowerCase(Locale.ROOT)).matches();
    }

    /** Why this edit is a risk, or nothing. */
    Optional<Phrase> reason(Edit edit) {
        return condition.reason(edit);
    }
}
