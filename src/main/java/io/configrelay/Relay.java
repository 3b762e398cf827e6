package io.configrelay;

import com.zaxxer.hikari.HikariDataSource;
import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.ChannelFiles;
import io.configrelay.config.Database;
import io.configrelay.config.Environment;
import io.configrelay.config.ManagementPort;
import io.configrelay.config.SqsQueue;
import io.configrelay.delivery.Channels;
import io.configrelay.delivery.DeadLetters;
import io.configrelay.delivery.Decoder;
import io.configrelay.delivery.DeliveredInDatabase;
import io.configrelay.delivery.DeliveredInMemory;
import io.configrelay.delivery.DeliveredOnce;
import io.configrelay.delivery.DeliveryThreads;
import io.configrelay.delivery.DurationText;
import io.configrelay.delivery.Ledger;
import io.configrelay.delivery.PollGate;
import io.configrelay.delivery.SlackPost;
import io.configrelay.delivery.SourceLog;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.sqs.Sqs2Component;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;
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
        main.setDefaultPropertyPlaceholderLocation(
                "file:%s;optional=true,classpath:defaults/application.properties".formatted(config.toAbsolutePath()));
        main.configure().withRoutesIncludePattern("file:" + routes.toAbsolutePath() + "/**/*.camel.yaml");
        new Environment(environment).componentSettings().forEach(main::addOverrideProperty);
        overrides.forEach(main::addOverrideProperty);
        main.addMainListener(new Listener());
        return main;
    }

    private final class Listener extends MainListenerSupport {

        private SqsQueue queue;
        private HikariDataSource database;
        private DeliveredInMemory memory;
        private String memoryFile = "";

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            main.getCamelContext().getPropertiesComponent().addPropertiesFunction(new Environment(environment));
        }

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            ChannelFiles.check(routes, context::resolvePropertyPlaceholders);
            if (setting(context, "relay.management.enabled", Boolean.class)) {
                ManagementPort.check(
                        setting(context, "relay.management.host", String.class),
                        setting(context, "relay.management.port", Integer.class));
            }
            bind(context);
        }

        @Override
        public void afterConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            if (setting(context, "relay.sqs.enabled", Boolean.class)) {
                var configuration =
                        context.getComponent("aws2-sqs", Sqs2Component.class).getConfiguration();
                queue = SqsQueue.open(QUEUE, setting(context, QUEUE, String.class), configuration);
                configuration.setAmazonSQSClient(queue.client());
                context.getPropertiesComponent().addOverrideProperty(QUEUE_URL, queue.url());
            }
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            Channels channels = main.getCamelContext().getRegistry().findSingleByType(Channels.class);
            LOG.info(
                    "Reading {}, posting to {}",
                    queue == null ? "no queue" : queue.url(),
                    String.join(", ", channels.names()));
        }

        @Override
        public void afterStop(BaseMainSupport main) {
            if (queue != null) {
                queue.client().close();
            }
            if (database != null) {
                database.close();
            }
            if (!memoryFile.isBlank()) {
                memory.save(Path.of(memoryFile));
            }
            LOG.info("Stopped");
        }

        private IdempotentRepository delivered(CamelContext context) {
            Duration keep = duration(context, "relay.once.keep");
            String url = setting(context, "relay.once.jdbc-url", String.class);
            if (url.isBlank()) {
                memory = new DeliveredInMemory(setting(context, "relay.once.size", Long.class), keep);
                memoryFile = setting(context, "relay.once.file", String.class);
                if (!memoryFile.isBlank()) {
                    memory.load(Path.of(memoryFile));
                }
                return memory;
            }
            database = Database.open(
                    url,
                    setting(context, "relay.once.jdbc-user", String.class),
                    setting(context, "relay.once.jdbc-password", String.class));
            ScheduledFuture<?> unused = context.getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "DeliveredClean")
                    .scheduleWithFixedDelay(DeliveredInDatabase.cleaner(database, keep), 1, 60, TimeUnit.MINUTES);
            return DeliveredInDatabase.of(database);
        }

        private void bind(CamelContext context) {
            Registry registry = context.getRegistry();
            Clock clock = Clock.systemUTC();
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
            Ledger ledger = new Ledger(metrics, clock);
            registry.bind("ledger", ledger);
            registry.bind("decoder", new Decoder(clock, ledger));
            registry.bind("deliveredOnce", new DeliveredOnce(delivered(context)));
            registry.bind("channels", new Channels());
            registry.bind("deadLetters", new DeadLetters(clock, ledger));
            registry.bind("deliveryThreads", DeliveryThreads.of(context));
            registry.bind("pollGate", new PollGate(setting(context, "relay.max-in-flight", Integer.class)));
            registry.bind("sourceLog", new SourceLog());
            registry.bind("slackPost", new SlackPost(duration(context, "relay.slack.retry-for"), ledger));
        }
    }

    private static <T> T setting(CamelContext context, String key, Class<T> type) {
        String value = context.resolvePropertyPlaceholders("{{" + key + "}}");
        T converted = context.getTypeConverter().tryConvertTo(type, value);
        if (converted == null) {
            throw invalid(key, value, type == Integer.class ? "a whole number" : "true or false");
        }
        return converted;
    }

    private static Duration duration(CamelContext context, String key) {
        String value = setting(context, key, String.class);
        return DurationText.parse(value).orElseThrow(() -> invalid(key, value, "a duration such as 30s, 10m or 1h"));
    }

    private static BadConfigurationException invalid(String key, String value, String expected) {
        return new BadConfigurationException(
                List.of("application.properties: %s: '%s' is not %s.".formatted(key, value, expected)));
    }
}
