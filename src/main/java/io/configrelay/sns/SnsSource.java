package io.configrelay.sns;

import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.ListenAddress;
import io.configrelay.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;

/** The SNS endpoint, put together from its settings: the server, and the beans that {@code sns-http.camel.yaml} names. */
public final class SnsSource {

    private static final Logger LOG = LoggerFactory.getLogger(SnsSource.class);

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~-]{20,200}");

    private final Settings settings;
    private final SnsServer server;
    private final SnsVerifier verifier;
    private final int topics;

    private SnsSource(Settings settings, SnsServer server, SnsVerifier verifier, int topics) {
        this.settings = settings;
        this.server = server;
        this.verifier = verifier;
        this.topics = topics;
    }

    /**
     * Reads the settings {@code relay.sns.*} and binds the beans. Nothing is listened to yet.
     *
     * @param metrics where requests are counted
     * @throws BadConfigurationException when a setting can't be used
     */
    public static SnsSource of(CamelContext context, Settings settings, MeterRegistry metrics, Clock clock) {
        ListenAddress.check(settings, "relay.sns", "the SNS endpoint");
        String path = settings.text("relay.sns.path");
        if (!PATH.matcher(path).matches()) {
            throw settings.invalid("relay.sns.path", "a path such as /sns");
        }
        List<TopicArn> topics = topics(settings);
        int most = settings.number("relay.sns.max-in-flight", 1, 5000);
        Registry registry = context.getRegistry();
        SdkHttpClient client = registry.findSingleByType(SdkHttpClient.class);
        SnsHttp http = new SnsHttp(client == null ? SnsHttp.client() : client);
        SnsVerifier verifier = new SnsVerifier(topics, settings.duration("relay.sns.max-age"), clock, http);
        SnsReplies replies = new SnsReplies(metrics, clock);
        registry.bind("snsGate", new SnsGate(path, rawSecret(settings), verifier, clock));
        registry.bind("snsSubscription", new SnsSubscription(verifier, http));
        registry.bind(
                "snsDelivery",
                new SnsDelivery(context.createProducerTemplate(), settings.duration("relay.sns.answer-within"), most));
        registry.bind("snsReplies", replies);
        SnsServer server = new SnsServer(
                context,
                settings.text("relay.sns.host"),
                settings.number("relay.sns.port", 1, 65535),
                path,
                Tls.of(settings).orElse(null),
                most,
                replies);
        SnsSource source = new SnsSource(settings, server, verifier, topics.size());
        source.stopWith(context);
        source.renewCertificate(context);
        return source;
    }

    private static List<TopicArn> topics(Settings settings) {
        String key = "relay.sns.topic-arns";
        List<TopicArn> topics = Arrays.stream(settings.text(key).split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .map(text -> TopicArn.parse(text)
                        .orElseThrow(() -> Settings.mistake(
                                key,
                                "'%s' is no topic's ARN. It is arn:aws:sns:<region>:<account>:<name>; several are separated by commas."
                                        .formatted(text))))
                .distinct()
                .toList();
        if (topics.isEmpty()) {
            LOG.warn("{} is empty: whatever is posted to the SNS endpoint is refused. List your topics there.", key);
        }
        return topics;
    }

    private static String rawSecret(Settings settings) {
        if (!settings.flag("relay.sns.allow-raw")) {
            return "";
        }
        String secret = settings.text("relay.sns.raw-secret");
        if (!SECRET.matcher(secret).matches()) {
            throw Settings.mistake(
                    "relay.sns.raw-secret",
                    "relay.sns.allow-raw needs a secret of 20 to 200 letters, digits, '-', '_', '.' or '~'.");
        }
        return secret;
    }

    /** Certificates are renewed every few weeks; their files are looked at every hour. */
    private void renewCertificate(CamelContext context) {
        if (Tls.of(settings).isEmpty()) {
            return;
        }
        ScheduledExecutorService clock =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "SnsCertificate");
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        Tls.of(settings).ifPresent(server::renew);
                    } catch (BadConfigurationException e) {
                        LOG.warn("The certificate stays as it was: {}", e.getMessage());
                    }
                },
                1,
                1,
                TimeUnit.HOURS);
    }

    /**
     * Listens, now that the routes are there.
     *
     * @return in words, where and for what
     */
    public String listen() {
        server.listen();
        return "listening at %s for %d %s".formatted(server.url(), topics, topics == 1 ? "topic" : "topics");
    }

    /** While the routes come to their end, requests are told to come again; then the server ends. */
    private void stopWith(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                server.refuse();
            }

            @Override
            public void onContextStopped(CamelContext stopped) {
                server.close();
                verifier.close();
            }
        });
    }
}
