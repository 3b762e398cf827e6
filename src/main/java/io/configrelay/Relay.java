package io.configrelay;

import com.zaxxer.hikari.HikariDataSource;
import io.configrelay.config.AccountLists;
import io.configrelay.config.AccountNames;
import io.configrelay.config.AwsSecrets;
import io.configrelay.config.Database;
import io.configrelay.config.Environment;
import io.configrelay.config.ListenAddress;
import io.configrelay.config.SecretFile;
import io.configrelay.config.Settings;
import io.configrelay.config.SettingsBelow;
import io.configrelay.config.SqsQueue;
import io.configrelay.config.UnreadSecrets;
import io.configrelay.delivery.ChannelFilesHealth;
import io.configrelay.delivery.ChannelRoutes;
import io.configrelay.delivery.ChannelSettings;
import io.configrelay.delivery.Channels;
import io.configrelay.delivery.DeadLetters;
import io.configrelay.delivery.Decoder;
import io.configrelay.delivery.DeliveredInDatabase;
import io.configrelay.delivery.DeliveredInMemory;
import io.configrelay.delivery.DeliveredOnce;
import io.configrelay.delivery.DeliveryThreads;
import io.configrelay.delivery.Ledger;
import io.configrelay.delivery.PollGate;
import io.configrelay.delivery.SlackPost;
import io.configrelay.delivery.SourceLog;
import io.configrelay.rules.ChannelFiles;
import io.configrelay.rules.ChannelRule;
import io.configrelay.rules.ChannelSecrets;
import io.configrelay.rules.Reload;
import io.configrelay.s3.OversizedItems;
import io.configrelay.sns.SnsSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.aws.secretsmanager.SecretsManagerConfiguration;
import org.apache.camel.component.aws2.sqs.Sqs2Component;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PropertyBindingSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Camel Main up as config-relay: where settings and routes come from, the beans that the routes refer to, and the
 * checks before the first route runs.
 *
 * @param config the {@code application.properties} to read; what it doesn't set has the default that the program brings
 * @param routes the folder whose {@code *.camel.yaml} files are the routes
 * @param environment the environment variables
 * @param overrides settings that win over all others
 */
public record Relay(Path config, Path routes, Map<String, String> environment, Map<String, String> overrides) {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final String QUEUE = "relay.sqs.queue";
    private static final String QUEUE_URL = "relay.sqs.queue-url";

    /** A program that is ready to {@code run()}, or, in a test, to {@code start()}. */
    public Main main() {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(locations());
        main.configure().withRoutesIncludePattern("file:" + routes.toAbsolutePath() + "/**/*.camel.yaml");
        new Environment(environment).componentSettings().forEach(main::addOverrideProperty);
        overrides.forEach(main::addOverrideProperty);
        main.addMainListener(new Listener());
        return main;
    }

    /** Where settings stand, the first wins. */
    private String locations() {
        return "file:%s;optional=true,classpath:defaults/application.properties".formatted(config.toAbsolutePath());
    }

    /**
     * Settings and placeholders as the relay would have them; started, it runs nothing.
     *
     * @param secrets false to have something in the place of secrets that aren't set
     */
    CamelContext placeholders(boolean secrets) {
        DefaultCamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = context.getPropertiesComponent();
        properties.setLocation(locations());
        PropertiesFunction variables = new Environment(environment);
        PropertiesFunction files = new SecretFile();
        properties.addPropertiesFunction(secrets ? variables : new UnreadSecrets(variables, false));
        properties.addPropertiesFunction(secrets ? files : new UnreadSecrets(files, true));
        // Nothing is connected to here.
        properties.addPropertiesFunction(new UnreadSecrets(new AwsSecrets(() -> null), true));
        properties.addPropertiesFunction(new AccountLists(routes));
        context.build();
        if (!secrets) {
            properties.addOverrideProperty("relay.slack.token", ChannelSettings.ANY_SECRET);
        }
        return context;
    }

    private final class Listener extends MainListenerSupport {

        private Settings settings;
        private boolean started;
        private List<ChannelRule> rules;
        private AwsSecrets awsSecrets;
        private ChannelSecrets secrets;
        private SqsQueue queue;
        private SnsSource sns;
        private HikariDataSource database;
        private DeliveredInMemory memory;
        private String memoryFile = "";

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            awsSecrets = new AwsSecrets(() -> secretsManager(context));
            PropertiesComponent properties = context.getPropertiesComponent();
            properties.addPropertiesFunction(new Environment(environment));
            properties.addPropertiesFunction(new SecretFile());
            properties.addPropertiesFunction(awsSecrets);
            properties.addPropertiesFunction(new AccountLists(routes));
        }

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            settings = new Settings(context::resolvePropertyPlaceholders);
            rules = ChannelFiles.check(routes, context::resolvePropertyPlaceholders);
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

        /** The routes run. */
        private void started(CamelContext context, boolean alreadyStarted) {
            if (started) {
                // Camel says so of every route that is added later, too.
                return;
            }
            started = true;
            Channels channels = context.getRegistry().findSingleByType(Channels.class);
            List<String> doing = new ArrayList<>();
            if (queue != null) {
                doing.add("reading " + queue.url());
            }
            if (sns != null) {
                doing.add(sns.listen());
            }
            doing.add("posting to " + String.join(", ", channels.names()));
            LOG.info("Started: {}", String.join(", ", doing));
            Duration every = settings.duration("relay.reload.interval");
            if (!every.isZero()) {
                watch(context, every);
            }
        }

        private void watch(CamelContext context, Duration every) {
            ChannelFilesHealth health = context.getRegistry().findSingleByType(ChannelFilesHealth.class);
            Reload reload = new Reload(
                    routes, context::resolvePropertyPlaceholders, rules, new ChannelRoutes(context), secrets, health);
            ScheduledFuture<?> unused = context.getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "Reload")
                    .scheduleWithFixedDelay(reload, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void afterConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            if (settings.flag("relay.sqs.enabled")) {
                var configuration =
                        context.getComponent("aws2-sqs", Sqs2Component.class).getConfiguration();
                queue = SqsQueue.open(QUEUE, settings.text(QUEUE), configuration);
                configuration.setAmazonSQSClient(queue.client());
                context.getPropertiesComponent().addOverrideProperty(QUEUE_URL, queue.url());
            }
        }

        @Override
        public void afterStop(BaseMainSupport main) {
            if (queue != null) {
                queue.client().close();
            }
            if (database != null) {
                database.close();
            }
            awsSecrets.close();
            if (!memoryFile.isBlank()) {
                memory.save(Path.of(memoryFile));
            }
            LOG.info("Stopped");
        }

        /** The settings of camel.component.aws-secrets-manager, before Camel itself reads them. */
        private SecretsManagerConfiguration secretsManager(CamelContext context) {
            Map<String, String> options = SettingsBelow.of(
                    "camel.component.aws-secrets-manager.", context, new Environment(environment), overrides);
            SecretsManagerConfiguration configuration = new SecretsManagerConfiguration();
            PropertyBindingSupport.bindProperties(context, configuration, new HashMap<>(options));
            return configuration;
        }

        private IdempotentRepository delivered(CamelContext context) {
            Duration keep = settings.duration("relay.once.keep");
            String url = settings.text("relay.once.jdbc-url");
            if (url.isBlank()) {
                memory = new DeliveredInMemory(settings.number("relay.once.size", 1, 100_000_000), keep);
                memoryFile = settings.text("relay.once.file");
                if (!memoryFile.isBlank()) {
                    memory.load(Path.of(memoryFile));
                }
                return memory;
            }
            database = Database.open(
                    url, settings.text("relay.once.jdbc-user"), settings.text("relay.once.jdbc-password"));
            DeliveredInDatabase delivered = new DeliveredInDatabase(database, keep);
            ScheduledFuture<?> unused = context.getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "DeliveredClean")
                    .scheduleWithFixedDelay(delivered::clean, 1, 60, TimeUnit.MINUTES);
            return delivered;
        }

        private void bind(CamelContext context) {
            Registry registry = context.getRegistry();
            Clock clock = Clock.systemUTC();
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
            Ledger ledger = new Ledger(metrics, clock);
            registry.bind("ledger", ledger);
            Decoder decoder =
                    new Decoder(clock, ledger, AccountNames.of(context, new Environment(environment), overrides));
            registry.bind("decoder", decoder);
            registry.bind(
                    "oversizedItems",
                    new OversizedItems(
                            settings.flag("relay.s3.fetch"),
                            settings.number("relay.s3.max-size", 1, 100_000_000),
                            settings.duration("relay.s3.timeout"),
                            decoder,
                            metrics));
            registry.bind("deliveredOnce", new DeliveredOnce(delivered(context)));
            registry.bind("channelFiles", new ChannelFilesHealth(ledger));
            registry.bind("channels", new Channels());
            registry.bind("channelSecrets", secrets);
            registry.bind("deadLetters", new DeadLetters(clock, ledger));
            registry.bind("deliveryThreads", DeliveryThreads.of(context));
            registry.bind("pollGate", new PollGate(settings.number("relay.max-in-flight", 1, 1_000_000)));
            registry.bind("sourceLog", new SourceLog());
            if (settings.flag("relay.sns.enabled")) {
                sns = SnsSource.of(context, settings, metrics, clock);
            }
            registry.bind(
                    "slackPost",
                    new SlackPost(
                            settings.text("relay.slack.api-url"), settings.duration("relay.slack.retry-for"), ledger));
        }
    }
}
