package io.configrelay.slack;

import io.configrelay.describe.Language;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.S3Object;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link into the AWS console.
 *
 * @param text what it says, as a key
 * @param url where it leads, encoded
 */
record Link(String text, String url) {

    /** Pages of the console, as public code has them; the partition's host comes before. */
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("AWS::EC2::Instance", "ec2/home?region={region}#InstanceDetails:instanceId={id}"),
            Map.entry("AWS::EC2::SecurityGroup", "ec2/home?region={region}#SecurityGroup:groupId={id}"),
            Map.entry(
                    "AWS::EC2::NetworkInterface", "ec2/home?region={region}#NetworkInterface:networkInterfaceId={id}"),
            Map.entry("AWS::EC2::Volume", "ec2/home?region={region}#VolumeDetails:volumeId={id}"),
            Map.entry("AWS::EC2::EIP", "ec2/home?region={region}#ElasticIpDetails:AllocationId={id}"),
            Map.entry("AWS::EC2::VPC", "vpcconsole/home?region={region}#VpcDetails:VpcId={id}"),
            Map.entry("AWS::EC2::Subnet", "vpcconsole/home?region={region}#SubnetDetails:subnetId={id}"),
            Map.entry("AWS::EC2::RouteTable", "vpcconsole/home?region={region}#RouteTableDetails:RouteTableId={id}"),
            Map.entry("AWS::EC2::NetworkAcl", "vpcconsole/home?region={region}#NetworkAclDetails:networkAclId={id}"),
            Map.entry(
                    "AWS::EC2::InternetGateway",
                    "vpcconsole/home?region={region}#InternetGateway:internetGatewayId={id}"),
            Map.entry(
                    "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    "ec2/home?region={region}#LoadBalancer:loadBalancerArn={arn}"),
            Map.entry(
                    "AWS::AutoScaling::AutoScalingGroup", "ec2/home?region={region}#AutoScalingGroupDetails:id={name}"),
            Map.entry("AWS::S3::Bucket", "s3/buckets/{id}?region={region}"),
            Map.entry("AWS::IAM::User", "iam/home#/users/{name}"),
            Map.entry("AWS::IAM::Role", "iam/home#/roles/{name}"),
            Map.entry("AWS::IAM::Group", "iam/home#/groups/{name}"),
            Map.entry("AWS::IAM::Policy", "iam/home#/policies/{arn}"),
            Map.entry("AWS::KMS::Key", "kms/home?region={region}#/kms/keys/{id}"),
            Map.entry("AWS::RDS::DBInstance", "rds/home?region={region}#database:id={name}"),
            Map.entry("AWS::Lambda::Function", "lambda/home?region={region}#/functions/{name}"),
            Map.entry("AWS::DynamoDB::Table", "dynamodbv2/home?region={region}#table?name={name}"),
            Map.entry(
                    "AWS::CloudFormation::Stack",
                    "cloudformation/home?region={region}#/stacks/stackinfo?stackId={arn}"),
            Map.entry("AWS::CloudTrail::Trail", "cloudtrailv2/home?region={region}#/trails/{arn}"),
            Map.entry("AWS::EKS::Cluster", "eks/home?region={region}#/clusters/{name}"));

    private static final Pattern TYPE = Pattern.compile("\\w+(::\\w*)+");

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{5,40}");

    /** Three of them have room in one text object, {@link SlackLimits#TEXT_OBJECT}; real ones have 300. */
    private static final int LONGEST = 900;

    /** To an object in S3; nothing where the event's partition has no public console. */
    static Optional<Link> to(S3Object object, ConfigEvent event) {
        String region = region(event);
        return host(region, "")
                .map(host -> new Link(
                        "link.s3",
                        "https://%s/s3/object/%s?%sprefix=%s"
                                .formatted(
                                        host,
                                        encoded(object.bucket()),
                                        region.isEmpty() ? "" : "region=" + encoded(region) + "&",
                                        encoded(object.key()))))
                .filter(Link::isShort);
    }

    /** To the resource's own page; nothing for types whose page isn't known here, and for what is gone. */
    static Optional<Link> toResource(ConfigEvent event) {
        String page = PAGES.get(event.resourceType() == null ? "" : event.resourceType());
        if (page == null || event.resourceId() == null || "DELETE".equals(event.changeType())) {
            return Optional.empty();
        }
        String name = event.resourceName() == null ? event.resourceId() : event.resourceName();
        String region = region(event).isEmpty() ? "us-east-1" : region(event);
        String path = page.replace("{region}", encoded(region))
                .replace("{id}", encoded(event.resourceId()))
                .replace("{name}", encoded(name))
                .replace("{arn}", encoded(event.arn() == null ? event.resourceId() : event.arn()));
        return host(region, region + ".")
                .map(host -> new Link("link.console", "https://" + host + "/" + path))
                .filter(Link::isShort);
    }

    /** To the resource's history in AWS Config; nothing for events without a resource. */
    static Optional<Link> toTimeline(ConfigEvent event) {
        if (event.resourceId() == null
                || event.resourceType() == null
                || !TYPE.matcher(event.resourceType()).matches()) {
            return Optional.empty();
        }
        String region = region(event).isEmpty() ? "us-east-1" : region(event);
        String name = event.resourceName() == null ? "" : "&resourceName=" + encoded(event.resourceName());
        return host(region, region + ".")
                .map(host -> new Link(
                        "link.timeline",
                        "https://" + host + "/config/home?region=" + encoded(region)
                                + "#/resources/timeline?resourceId=" + encoded(event.resourceId()) + name
                                + "&resourceType=" + encoded(event.resourceType())))
                .filter(Link::isShort);
    }

    private boolean isShort() {
        return url.replace("&", "&amp;").length() <= LONGEST;
    }

    /** Empty where the event has none: IAM's is {@code global}. */
    private static String region(ConfigEvent event) {
        String region = event.region();
        return region == null
                        || region.equals("global")
                        || !REGION.matcher(region).matches()
                ? ""
                : region;
    }

    /** The console of the region's partition; in the Chinese and the commercial one regions may stand before it. */
    private static Optional<String> host(String region, String before) {
        if (region.startsWith("cn-")) {
            return Optional.of(before + "console.amazonaws.cn");
        }
        if (region.startsWith("us-gov-")) {
            return Optional.of("console.amazonaws-us-gov.com");
        }
        return region.contains("-iso") ? Optional.empty() : Optional.of(before + "console.aws.amazon.com");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As Slack writes links; what is encoded can't end it early. */
    String mrkdwn(Language language) {
        return "<" + url.replace("&", "&amp;") + "|" + language.say(text) + ">";
    }
}
