package io.configrelay.sns;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.regions.Region;

/**
 * Says whether SNS itself sent a message, for one of the topics that are listed. What costs nothing is asked first, and
 * nothing is fetched for a message that could not be accepted anyway.
 *
 * <p>Format and signatures:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
final class SnsVerifier implements AutoCloseable {

    private static final Pattern CERTIFICATE_PATH = Pattern.compile("/[A-Za-z0-9._-]{1,100}\\.pem");

    private final Map<String, TopicArn> topics;
    private final Duration maxAge;
    private final Clock clock;
    private final SnsHttp http;

    /**
     * One for each region, since each is bound to one region's host. Every day a new one, because it knows a
     * certificate's dates only when it fetches it. Each keeps ten certificates at the most.
     */
    private final LoadingCache<String, SnsMessageManager> managers =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofDays(1)).build(this::manager);

    /**
     * @param topics whose messages are accepted
     * @param maxAge how far a message's time may be from now
     * @param http fetches certificates
     */
    SnsVerifier(Collection<TopicArn> topics, Duration maxAge, Clock clock, SnsHttp http) {
        this.topics = topics.stream().collect(Collectors.toUnmodifiableMap(TopicArn::text, Function.identity()));
        this.maxAge = maxAge;
        this.clock = clock;
        this.http = http;
    }

    /**
     * The message in a request's body. Only what its signature covers is in it, but for the URLs.
     *
     * @throws SnsRefusedException when it isn't from SNS, not of a listed topic, too old, or when that can't be told
     */
    SnsMessage verify(String body) {
        SnsFields fields = SnsFields.of(body);
        TopicArn topic = listed(fields.text("TopicArn"));
        checkAge(fields.timestamp());
        checkCertificateUrl(fields.text("SigningCertURL"), topic);
        try {
            return managers.get(topic.region()).parseMessage(body);
        } catch (SdkException e) {
            if (e.getCause() instanceof SnsHttp.UnavailableException unavailable) {
                throw new SnsRefusedException(
                        SnsReply.CERTIFICATE_UNAVAILABLE,
                        "the signing certificate can't be fetched: " + unavailable.getMessage(),
                        e);
            }
            throw new SnsRefusedException(SnsReply.BAD_SIGNATURE, "the signature does not hold: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // What the SDK does not foresee, such as a signature version that doesn't exist.
            throw new SnsRefusedException(
                    SnsReply.BAD_SIGNATURE,
                    "the signature can't be checked: " + e.getClass().getSimpleName(),
                    e);
        }
    }

    /**
     * The listed topic of this name.
     *
     * @throws SnsRefusedException when it isn't listed
     */
    TopicArn listed(String topicArn) {
        TopicArn topic = topics.get(topicArn);
        if (topic == null) {
            String name = TopicArn.parse(topicArn).map(TopicArn::text).orElse("a topic of no valid name");
            throw new SnsRefusedException(
                    SnsReply.TOPIC_NOT_LISTED, "%s is not in relay.sns.topic-arns".formatted(name));
        }
        return topic;
    }

    private void checkAge(Instant timestamp) {
        Duration age = Duration.between(timestamp, clock.instant());
        if (age.abs().compareTo(maxAge) > 0) {
            throw new SnsRefusedException(SnsReply.STALE, "its Timestamp is further from now than relay.sns.max-age");
        }
    }

    private static void checkCertificateUrl(String text, TopicArn topic) {
        try {
            URI url = new URI(text);
            if (topic.isServedAt(url)
                    && url.getRawQuery() == null
                    && CERTIFICATE_PATH.matcher(url.getRawPath()).matches()) {
                return;
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new SnsRefusedException(
                SnsReply.BAD_CERTIFICATE_URL, "its SigningCertURL is not one of https://" + topic.host());
    }

    private SnsMessageManager manager(String region) {
        return SnsMessageManager.builder()
                .region(Region.of(region))
                .httpClient(http)
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
