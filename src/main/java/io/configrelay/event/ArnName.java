package io.configrelay.event;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name in an ARN's last part. Most services write {@code type/name}, {@code type:name} or {@code name}, some with an id
 * behind it or with what holds the resource before it.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">The
 *     ARNs of each service</a>
 */
final class ArnName {

    /** What a service puts behind a name so that it is unique. */
    private static final Pattern ID = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\\d+)?|[0-9a-f]{16,}|conformance-pack-[a-z0-9]+");

    /** The six characters behind every secret's name. */
    private static final Pattern SECRET_SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}$");

    /** {@code /restapis/abc/stages/prod}: names with what kind of thing they are before each. */
    private static final Pattern API_PARTS = Pattern.compile("(^|/)(restapis|apis|stages|routes|domainnames)/");

    /** Services of which a name can have slashes or colons of its own. */
    private static final Set<String> WHOLE = Set.of("cloudwatch", "ecr", "ssm", "secretsmanager", "s3");

    private ArnName() {}

    static String of(String service, String resource) {
        return switch (service) {
            case "autoscaling" -> ofAutoScaling(resource);
            case "logs" -> ofLogs(resource);
            case "secretsmanager" ->
                SECRET_SUFFIX.matcher(withoutType(resource)).replaceFirst("");
            // A parameter's name begins with the slash behind the type where it is a path.
            case "ssm" ->
                resource.startsWith("parameter/") && resource.indexOf('/', "parameter/".length()) > 0
                        ? resource.substring("parameter".length())
                        : withoutType(resource);
            case "s3" ->
                resource.startsWith("accesspoint/") || resource.startsWith("storage-lens")
                        ? general(resource)
                        : resource;
            case "kms" -> resource.startsWith("alias/") ? resource : general(resource);
            case "iam" -> resource.startsWith("oidc-provider/") ? withoutType(resource) : general(resource);
            case "apigateway" -> API_PARTS.matcher(resource).replaceAll("$1").replaceFirst("^/", "");
            case "dynamodb" -> ofTable(resource);
            case "elasticloadbalancing" -> ofLoadBalancer(resource);
            case "sns" -> resource.replaceFirst(":.*", "");
            case "cloudformation" -> ofStack(resource);
            case "mq" -> withoutType(resource).replaceFirst(":b-.*", "");
            case "imagebuilder" -> withoutType(resource);
            default -> WHOLE.contains(service) ? withoutType(resource) : general(resource);
        };
    }

    /** The last that isn't an id: {@code web} of {@code regional/webacl/web/0a1b…}; the id where there is nothing else. */
    private static String general(String resource) {
        String rest = withoutType(resource);
        String[] parts = rest.split("/", -1);
        int last = parts.length - 1;
        return last > 0 && ID.matcher(parts[last]).matches() ? parts[last - 1] : parts[last];
    }

    /** What stands behind the first slash or colon; all of it where there is none. */
    private static String withoutType(String resource) {
        int start = 0;
        while (start < resource.length() && isSeparator(resource.charAt(start))) {
            start++;
        }
        for (int i = start; i < resource.length() - 1; i++) {
            if (isSeparator(resource.charAt(i))) {
                return resource.substring(i + 1);
            }
        }
        return resource;
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == ':';
    }

    /** {@code log-group:/aws/lambda/api:*}, and {@code …:log-stream:name}. */
    private static String ofLogs(String resource) {
        int stream = resource.indexOf(":log-stream:");
        if (stream > 0 && stream + ":log-stream:".length() < resource.length()) {
            return resource.substring(stream + ":log-stream:".length());
        }
        String group = withoutType(resource);
        return group.endsWith(":*") ? group.substring(0, group.length() - 2) : group;
    }

    /** {@code table/orders}, {@code table/orders/index/by-date}, {@code table/orders/stream/2026-…}. */
    private static String ofTable(String resource) {
        String[] parts = withoutType(resource).split("/", -1);
        return parts.length > 2 && parts[1].equals("index") ? parts[0] + "/" + parts[2] : parts[0];
    }

    /** {@code loadbalancer/app/web/50dc…}, {@code listener/app/web/50dc…/f2f7…}, {@code targetgroup/web/73e2…}. */
    private static String ofLoadBalancer(String resource) {
        String[] parts = resource.split("/", -1);
        boolean typed =
                parts.length > 3 && Set.of("app", "net", "gwy", "gateway").contains(parts[1]);
        return typed ? parts[2] : parts.length > 1 ? parts[1] : resource;
    }

    /** {@code stack/shop/ee15…}, {@code stackset/base:ee15…}, {@code type/resource/AWS-S3-Bucket}. */
    private static String ofStack(String resource) {
        String[] parts = resource.split("/", -1);
        boolean named = parts.length > 1 && (parts[0].startsWith("stack") || parts[0].equals("changeSet"));
        return named ? parts[1].replaceFirst(":.*", "") : general(resource);
    }

    /** {@code autoScalingGroup:ee15…:autoScalingGroupName/web:policyName/Target Tracking Policy}. */
    private static String ofAutoScaling(String resource) {
        int name = resource.lastIndexOf("Name/");
        return name < 0 ? general(resource) : resource.substring(name + "Name/".length());
    }
}
