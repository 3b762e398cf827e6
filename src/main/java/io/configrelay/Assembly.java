package io.configrelay;

import io.configrelay.config.AccountLists;
import io.configrelay.config.AccountNames;
import io.configrelay.config.AwsSecrets;
import io.configrelay.config.DeadLetterPlace;
import io.configrelay.config.Environment;
import io.configrelay.config.ListenAddress;
import io.configrelay.config.LogFormat;
import io.configrelay.config.Overrides;
import io.configrelay.config.QueueReader;
import io.configrelay.config.QueueReturn;
import io.configrelay.config.SecretFile;
import io.configrelay.config.Settings;
import io.configrelay.config.SqsQueue;
import io.configrelay.delivery.BoundedHttpComponent;
import io.configrelay.delivery.ChannelRouteIds;
import io.configrelay.delivery.ChannelRoutes;
import io.configrelay.delivery.Channels;
import io.configrelay.delivery.DeadLetters;
import io.configrelay.delivery.Decoder;
import io.configrelay.delivery.DeliveryThreads;
import io.configrelay.delivery.InHand;
import io.configrelay.delivery.Ledger;
import io.configrelay.delivery.PollGate;
import io.configrelay.delivery.RequestDeadline;
import io.configrelay.delivery.SlackPost;
import io.configrelay.delivery.SourceLog;
import io.configrelay.describe.Accounts;
import io.configrelay.health.RelayState;
import io.configrelay.rules.ChannelFiles;
import io.configrelay.rules.ChannelRule;
import io.configrelay.rules.ChannelSecrets;
import io.configrelay.rules.Reload;
import io.configrelay.s3.OversizedItems;
import io.configrelay.sns.SnsSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;
import org.apache.camel.component.aws2.sqs.Sqs2Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a relay: puts them together before the first route runs, checks what can be wrong, and takes them apart
 * after the last.
 */
final class Assembly extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final List<String> HTTP = List.of("http", "https");

    private static final String QUEUE = "relay.sqs.queue";
    private static final String QUEUE_URL = "relay.sqs.queue-url";

    private final Relay relay;
    private final Environment environment;
    private final Clock clock = Clock.systemUTC();
    private final RelayState state = new RelayState(clock);
    private Ledger ledger;
    private Channels channels;
    private Settings settings;
    private List<ChannelRule> rules;
    private Accounts accounts;
    private AwsSecrets awsSecrets;
    private ChannelSecrets secrets;
    private SqsQueue queue;
    private QueueReader reader;
    private SnsSource sns;
    private StoreKeeper keeper;
    private boolean started;

    Assembly(Relay relay) {
        this.relay = relay;
        this.environment = new Environment(relay.environment());
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        awsSecrets = AwsSecrets.of(context, environment, relay.overrides());
        ChannelRouteIds.in(context);
        PropertiesComponent properties = context.getPropertiesComponent();
        Overrides.in(properties, relay.overrides());
        properties.addPropertiesFunction(environment);
        properties.addPropertiesFunction(new SecretFile());
        properties.addPropertiesFunction(awsSecrets);
        properties.addPropertiesFunction(new AccountLists(relay.routes()));
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        settings = new Settings(context::resolvePropertyPlaceholders);
        LogFormat.apply(settings);
        // Channels' files have a default of it; a mistake in it is none of theirs.
        String unused = settings.text("relay.store");
        rules = ChannelFiles.check(relay.routes(), context::resolvePropertyPlaceholders);
        secrets = new ChannelSecrets(context::resolvePropertyPlaceholders, awsSecrets::forget);
        secrets.follow(rules);
        if (settings.flag("relay.management.enabled")) {
            ListenAddress.check(settings, "relay.management", "metrics and health");
        }
        bind(context);
        try {
            context.addStartupListener((ExtendedStartupListener) this::started);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
        ledger = new Ledger(metrics, clock, state);
        registry.bind("ledger", ledger);
        channels = new Channels(ledger);
        registry.bind("channels", channels);
        InHand inHand = new InHand(
                settings.number("relay.max-in-flight", 1, 1_000_000),
                settings.size("relay.max-in-flight-size"),
                channels);
        registry.bind("inHand", inHand);
        accounts = AccountNames.of(context, environment, relay.overrides());
        Decoder decoder = new Decoder(clock, ledger, accounts, inHand);
        registry.bind("decoder", decoder);
        registry.bind(
                "oversizedItems",
                new OversizedItems(
                        settings.flag("relay.s3.fetch"),
                        settings.number("relay.s3.max-size", 1, 100_000_000),
                        settings.duration("relay.s3.timeout"),
                        decoder,
                        metrics));
        registry.bind("channelSecrets", secrets);
        registry.bind("deadLetters", new DeadLetters(clock, ledger));
        for (String scheme : HTTP) {
            // Where Camel looks for the component of a scheme.
            registry.bind(scheme + "-component", new BoundedHttpComponent());
        }
        DeliveryThreads threads = DeliveryThreads.of(context);
        registry.bind("deliveryThreads", threads);
        registry.bind("pollGate", new PollGate(inHand, ledger, clock));
        keeper = new StoreKeeper(context, settings, clock, state);
        add(context, keeper);
        keeper.bind(registry, channels, decoder, ledger, inHand);
        registry.bind("sourceLog", new SourceLog());
        if (settings.flag("relay.sns.enabled")) {
            sns = SnsSource.of(context, settings, metrics, clock);
        }
        registry.bind(
                "slackPost",
                new SlackPost(
                        settings.text("relay.slack.api-url"), settings.duration("relay.slack.retry-for"), ledger));
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        if (settings.flag("relay.sqs.enabled")) {
            var configuration =
                    context.getComponent("aws2-sqs", Sqs2Component.class).getConfiguration();
            queue = SqsQueue.open(QUEUE, settings.text(QUEUE), configuration);
            configuration.setAmazonSQSClient(queue.client());
            reader = new QueueReader(queue.client());
            context.getRegistry().bind("queueReturn", new QueueReturn(reader, queue.url()));
            context.getRegistry().bind("queueReader", reader);
            context.getPropertiesComponent().addOverrideProperty(QUEUE_URL, queue.url());
            ledger.readsQueue();
        }
        DeadLetterPlace.check(context, settings);
        RequestDeadline deadline = new RequestDeadline(
                settings.duration("relay.slack.timeout"),
                context.getRegistry().findSingleByType(DeliveryThreads.class).clock());
        for (String scheme : HTTP) {
            context.getComponent(scheme, HttpComponent.class).setHttpClientConfigurer(deadline);
        }
    }

    /** The routes run. */
    private void started(CamelContext context, boolean alreadyStarted) {
        if (started) {
            // Camel says so of every route that is added later, too.
            return;
        }
        started = true;
        Watch watch = new Watch(context, settings);
        watch.serveHealth(state, channels, keeper.waits(ledger));
        watch.report(state, channels, clock);
        Duration every = settings.duration("relay.reload.interval");
        if (!every.isZero()) {
            reload(context, every);
        }
        keeper.keep();
        List<String> doing = new ArrayList<>();
        if (queue != null) {
            doing.add("reading " + queue.url());
        }
        if (sns != null) {
            doing.add(sns.listen());
        }
        doing.add("posting to " + String.join(", ", channels.names()));
        LOG.info("Started: {}", String.join(", ", doing));
    }

    /** It is stopped after the last route. */
    private static void add(CamelContext context, Service service) {
        try {
            context.addService(service, true, true);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private void reload(CamelContext context, Duration every) {
        Reload reload = new Reload(
                relay.routes(),
                context::resolvePropertyPlaceholders,
                accounts,
                rules,
                new ChannelRoutes(context),
                secrets,
                new Reload.Listener() {
                    @Override
                    public void read(List<String> mistakes) {
                        ledger.reloaded(mistakes);
                    }

                    @Override
                    public void removed(String sentence) {
                        state.channelRemoved(sentence);
                    }
                });
        ScheduledFuture<?> unused = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "Reload")
                .scheduleWithFixedDelay(reload, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        if (queue != null) {
            reader.close();
            queue.close();
        }
        awsSecrets.close();
        LOG.info("Stopped");
    }
}
