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

    /** To an object in S3, in the console of the event's partition; nothing where that has no public console. */
    static Optional<Link> to(S3Object object, ConfigEvent event) {
        String region = event.region() == null || event.region().equals("global") ? "" : event.region();
        return host(region)
                .map(host -> new Link(
                        "Whole item in S3",
                        "https://%s/s3/object/%s?%sprefix=%s"
                                .formatted(
                                        host,
                                        encoded(object.bucket()),
                                        region.isEmpty() ? "" : "region=" + encoded(region) + "&",
                                        encoded(object.key()))));
    }

    private static Optional<String> host(String region) {
        if (region.startsWith("cn-")) {
            return Optional.of("console.amazonaws.cn");
        }
        if (region.startsWith("us-gov-")) {
            return Optional.of("console.amazonaws-us-gov.com");
        }
        return region.contains("-iso") ? Optional.empty() : Optional.of("console.aws.amazon.com");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As Slack writes links; what is encoded can't end it early. */
    String mrkdwn() {
        return "<" + url.replace("&", "&amp;") + "|" + text + ">";
    }
}
