package io.configrelay.slack;

import io.configrelay.describe.Language;
import io.configrelay.event.Arn;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Resource;
import io.configrelay.event.S3Object;
import io.configrelay.redaction.Redaction;
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

    /** Three of them have room in one text object, {@link SlackLimits#TEXT_OBJECT}; real ones have 300. */
    private static final int LONGEST = 900;

    /** To an object in S3; nothing where the event's partition has no public console. */
    static Optional<Link> to(S3Object object, ConfigEvent event) {
        if (isSecret(object.key())) {
            return Optional.empty();
        }
        Console console = Console.of(event);
        String region = console.region().isEmpty() ? "" : "region=" + encoded(console.region()) + "&";
        return console.host()
                .map(host -> new Link(
                        "link.s3",
                        "https://%s/s3/object/%s?%sprefix=%s"
                                .formatted(host, encoded(object.bucket()), region, encoded(object.key()))))
                .filter(Link::isShort);
    }

    /**
     * To the page of the resource that messages name; nothing for types whose page isn't known here, for what is gone,
     * and where the page goes by a name or an ARN that the event doesn't have.
     */
    static Optional<Link> toResource(ConfigEvent event) {
        Resource resource = event.resource();
        String page = PAGES.get(resource.type() == null ? "" : resource.type());
        if (page == null || resource.id() == null || event.isDeleted() || isSecret(resource)) {
            return Optional.empty();
        }
        String id = Arn.name(resource.id());
        String arn = resource.arn() == null && Arn.isOne(resource.id()) ? resource.id() : resource.arn();
        String name = resource.name();
        if (name == null) {
            name = DisplayName.isUnknown(id) ? nameOf(arn) : id;
        }
        if ((name == null && page.contains("{name}")) || (arn == null && page.contains("{arn}"))) {
            return Optional.empty();
        }
        Console console = Console.of(event);
        String path = page.replace("{region}", encoded(console.regionOrDefault()))
                .replace("{id}", encoded(id))
                .replace("{name}", encoded(String.valueOf(name)))
                .replace("{arn}", encoded(String.valueOf(arn)));
        return console.regionalHost()
                .map(host -> new Link("link.console", "https://" + host + "/" + path))
                .filter(Link::isShort);
    }

    private static String nameOf(String arn) {
        return Arn.isOne(arn) ? Arn.name(arn) : null;
    }

    /** To the history of the resource that messages name, in AWS Config; nothing for events without a resource. */
    static Optional<Link> toTimeline(ConfigEvent event) {
        Resource resource = event.resource();
        if (resource.id() == null
                || resource.type() == null
                || !TYPE.matcher(resource.type()).matches()
                || isSecret(resource)) {
            return Optional.empty();
        }
        String name = resource.name() == null ? "" : "&resourceName=" + encoded(resource.name());
        Console console = Console.of(event);
        return console.regionalHost()
                .map(host -> new Link(
                        "link.timeline",
                        "https://" + host + "/config/home?region=" + encoded(console.regionOrDefault())
                                + "#/resources/timeline?resourceId=" + encoded(resource.id()) + name
                                + "&resourceType=" + encoded(resource.type())))
                .filter(Link::isShort);
    }

    /** A link would show it. */
    private static boolean isSecret(Resource resource) {
        return isSecret(resource.id()) || isSecret(resource.name()) || isSecret(resource.arn());
    }

    private static boolean isSecret(String text) {
        return text != null && !text.equals(Redaction.text(text));
    }

    private boolean isShort() {
        return url.replace("&", "&amp;").length() <= LONGEST;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As Slack writes links; what is encoded can't end it early. */
    String mrkdwn(Language language) {
        return "<" + url.replace("&", "&amp;") + "|" + language.say(text) + ">";
    }
}
