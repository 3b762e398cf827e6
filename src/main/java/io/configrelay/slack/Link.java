package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.S3Object;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A link into the AWS console.
 *
 * @param text what it says
 * @param url where it leads, encoded
 */
record Link(String text, String url) {

    /** Two of them have room in one text object, {@link SlackLimits#TEXT_OBJECT}; real ones have 300. */
    private static final int LONGEST = 1_000;

    /** To an object in S3; nothing where the event's partition has no public console. */
    static Optional<Link> to(S3Object object, ConfigEvent event) {
        String region = region(event);
        return host(region, "")
                .map(host -> new Link(
                        "Whole item in S3",
                        "https://%s/s3/object/%s?%sprefix=%s"
                                .formatted(
                                        host,
                                        encoded(object.bucket()),
                                        region.isEmpty() ? "" : "region=" + encoded(region) + "&",
                                        encoded(object.key()))))
                .filter(Link::isShort);
    }

    /** To the resource's history in AWS Config; nothing for events without a resource. */
    static Optional<Link> toTimeline(ConfigEvent event) {
        if (event.resourceId() == null
                || event.resourceType() == null
                || !event.resourceType().matches("\\w+(::\\w*)+")) {
            return Optional.empty();
        }
        String region = region(event).isEmpty() ? "us-east-1" : region(event);
        String name = event.resourceName() == null ? "" : "&resourceName=" + encoded(event.resourceName());
        return host(region, region + ".")
                .map(host -> new Link(
                        "Timeline",
                        "https://%s/config/home?region=%s#/resources/timeline?resourceId=%s%s&resourceType=%s"
                                .formatted(
                                        host,
                                        encoded(region),
                                        encoded(event.resourceId()),
                                        name,
                                        encoded(event.resourceType()))))
                .filter(Link::isShort);
    }

    private boolean isShort() {
        return mrkdwn().length() <= LONGEST;
    }

    /** Empty where the event has none: IAM's is {@code global}. */
    private static String region(ConfigEvent event) {
        String region = event.region();
        return region == null || region.equals("global") || !region.matches("[a-z0-9-]{5,40}") ? "" : region;
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
    String mrkdwn() {
        return "<" + url.replace("&", "&amp;") + "|" + text + ">";
    }
}
