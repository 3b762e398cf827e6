package io.configrelay.describe;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as AWS writes them, such as {@code VPNConnection} or {@code IpPermissionsEgress}, as words. */
public final class CamelCase {

    /** A new word begins; not inside {@code VPCs}, {@code IPv4} and {@code WAFv2}. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])"
            + "|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))(?![A-Z]v\\d)"
            + "|(?<=\\w):(?=\\w)");

    /** Words that are written otherwise than they are spelled in names. */
    private static final Map<String, String> WRITTEN = Map.ofEntries(
            Map.entry("Acl", "ACL"),
            Map.entry("Api", "API"),
            Map.entry("Cidr", "CIDR"),
            Map.entry("Cpu", "CPU"),
            Map.entry("Dns", "DNS"),
            Map.entry("Http", "HTTP"),
            Map.entry("Https", "HTTPS"),
            Map.entry("Iam", "IAM"),
            Map.entry("Id", "ID"),
            Map.entry("Ip", "IP"),
            Map.entry("Ipv4", "IPv4"),
            Map.entry("Ipv6", "IPv6"),
            Map.entry("Kms", "KMS"),
            Map.entry("Mfa", "MFA"),
            Map.entry("Nat", "NAT"),
            Map.entry("Ssl", "SSL"),
            Map.entry("Tls", "TLS"),
            Map.entry("Url", "URL"),
            Map.entry("Vpc", "VPC"),
            Map.entry("Vpn", "VPN"),
            Map.entry("Cloud Formation", "CloudFormation"),
            Map.entry("Cloud Front", "CloudFront"),
            Map.entry("Cloud Trail", "CloudTrail"),
            Map.entry("Cloud Watch", "CloudWatch"),
            Map.entry("Dynamo DB", "DynamoDB"),
            Map.entry("F Sx", "FSx"),
            Map.entry("Graph QL", "GraphQL"),
            Map.entry("Io T", "IoT"),
            Map.entry("My SQL", "MySQL"));

    private static final Pattern OTHERWISE = Pattern.compile("\\b(" + String.join("|", WRITTEN.keySet()) + ")\\b");

    private CamelCase() {}

    /**
     * {@code DBInstance} to {@code DB Instance}, {@code VPCs} to {@code VPCs}, {@code NetworkAcl} to {@code Network ACL},
     * {@code AWS:Application} to {@code AWS Application}. Other characters stay.
     */
    public static String words(String name) {
        return OTHERWISE
                .matcher(BETWEEN_WORDS.matcher(name).replaceAll(" "))
                .replaceAll(word -> Matcher.quoteReplacement(WRITTEN.get(word.group())));
    }
}
