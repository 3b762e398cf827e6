package io.configrelay.sns;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The name of an SNS topic, {@code arn:<partition>:sns:<region>:<account>:<name>}.
 *
 * @param text the whole of it
 * @param region such as {@code eu-west-1}
 */
record TopicArn(String text, String region) {

    /** Name: at most 256 characters, https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html. */
    private static final Pattern FORM = Pattern.compile(
            "arn:(aws[a-z-]{0,12}):sns:([a-z]{2,6}(?:-[a-z]+){1,3}-\\d{1,2}):\\d{12}:[A-Za-z0-9_-]{1,256}");

    /** Empty when the text has another form, or names a region of another partition. */
    static Optional<TopicArn> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !partition(form.group(2)).id().equals(form.group(1))) {
            return Optional.empty();
        }
        return Optional.of(new TopicArn(text, form.group(2)));
    }

    /** The only host that speaks for this topic: {@code sns.<region>.amazonaws.com}, in China {@code .com.cn}. */
    String host() {
        return "sns." + region + "." + partition(region).dnsSuffix();
    }

    /** Whether this is an https URL at that host and nothing else: no other port, no user, no fragment. */
    boolean isServedAt(URI url) {
        return "https".equals(url.getScheme()) && host().equals(url.getRawAuthority()) && url.getRawFragment() == null;
    }

    private static PartitionMetadata partition(String region) {
        return PartitionMetadata.of(Region.of(region));
    }
}
