package io.configrelay;

import io.configrelay.config.AccountLists;
import io.configrelay.config.AwsHttpService;
import io.configrelay.config.AwsSecrets;
import io.configrelay.config.Environment;
import io.configrelay.config.SecretFile;
import io.configrelay.config.UnreadSecrets;
import io.configrelay.delivery.ChannelSettings;
import io.configrelay.rules.RouteFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Sets Camel Main up as config-relay: where settings and routes come from, and the {@link Assembly} of its parts.
 *
 * @param config the {@code application.properties} to read; what it doesn't set has the default that the program brings
 * @param routes the folder whose {@code *.camel.yaml} files are the routes
 * @param environment the environment variables
 * @param overrides settings that win over all others
 */
public record Relay(Path config, Path routes, Map<String, String> environment, Map<String, String> overrides) {

    /** A program that is ready to {@code run()}, or, in a test, to {@code start()}. */
    public Main main() {
        AwsHttpService.install();
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(locations());
        main.configure()
                .withRoutesIncludePattern(RouteFiles.routes(routes).stream()
                        .map(file -> "file:" + file.toAbsolutePath())
                        .collect(Collectors.joining(",")));
        new Environment(environment).componentSettings().forEach(main::addOverrideProperty);
        overrides.forEach(main::addOverrideProperty);
        main.addMainListener(new Assembly(this));
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
}
