package io.configrelay.slack;

import io.configrelay.event.Arn;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Resource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The AWS console of an event's partition and region.
 *
 * @param partition such as {@code aws-cn}
 * @param region such as {@code cn-north-1}; empty where the event has none, as IAM's, which are {@code global}
 * @see <a href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html">Partitions</a>
 */
record Console(String partition, String region) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+){2,5}");

    private static final int LONGEST_REGION = 40;

    /** The console that shows the event's resource. */
    static Console of(ConfigEvent event) {
        String region = event.region();
        boolean is = region != null
                && region.length() <= LONGEST_REGION
                && REGION.matcher(region).matches();
        Resource resource = event.resource();
        // An ARN tells the partition of what is global.
        String partition = Arn.partition(resource.arn() == null ? resource.id() : resource.arn());
        return new Console(partition.isEmpty() ? partition(is ? region : "") : partition, is ? region : "");
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        if (region.startsWith("eusc-")) {
            return "aws-eusc";
        }
        return region.contains("-iso") ? "aws-iso" : "aws";
    }

    /** The region, or where the partition's global services are. */
    String regionOrDefault() {
        if (!region.isEmpty()) {
            return region;
        }
        return switch (partition) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            case "aws-eusc" -> "eusc-de-east-1";
            default -> "us-east-1";
        };
    }

    /** The host of the whole partition; none where it is not public. */
    Optional<String> host() {
        return switch (partition) {
            case "aws" -> Optional.of("console.aws.amazon.com");
            case "aws-cn" -> Optional.of("console.amazonaws.cn");
            case "aws-us-gov" -> Optional.of("console.amazonaws-us-gov.com");
            case "aws-eusc" -> Optional.of("console.amazonaws-eusc.eu");
            default -> Optional.empty();
        };
    }

    /** The host of the region, in the partitions that have such. */
    Optional<String> regionalHost() {
        boolean regional = partition.equals("aws") || partition.equals("aws-cn");
        return host().map(host -> regional ? regionOrDefault() + "." + host : host);
    }
}
