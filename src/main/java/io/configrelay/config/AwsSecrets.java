package io.configrelay.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws.secretsmanager.SecretsManagerConfiguration;
import org.apache.camel.component.aws.secretsmanager.SecretsManagerPropertiesFunction;
import org.apache.camel.component.aws.secretsmanager.client.SecretsManagerClientFactory;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PropertyBindingSupport;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets of AWS Secrets Manager that {@code {{aws:config-relay/network}}} reads, or, of a secret that is a JSON
 * object, the field that {@code {{aws:config-relay/slack#network}}} names. What was read is known for half a minute,
 * because one start asks for the same secret several times.
 */
public final class AwsSecrets implements PropertiesFunction, AutoCloseable {

    private final Supplier<SecretsManagerConfiguration> configuration;
    private final Cache<String, String> known =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(30)).build();
    private SecretsManagerClient client;

    /** @param configuration asked for when the first secret is */
    public AwsSecrets(Supplier<SecretsManagerConfiguration> configuration) {
        this.configuration = configuration;
    }

    /** With the settings of {@code camel.component.aws-secrets-manager}, wherever they stand. */
    public static AwsSecrets of(CamelContext context, Environment environment, Map<String, String> overrides) {
        return new AwsSecrets(() -> {
            Map<String, String> options =
                    SettingsBelow.of("camel.component.aws-secrets-manager.", context, environment, overrides);
            SecretsManagerConfiguration configuration = new SecretsManagerConfiguration();
            PropertyBindingSupport.bindProperties(context, configuration, new HashMap<>(options));
            return configuration;
        });
    }

    @Override
    public String getName() {
        return "aws";
    }

    /**
     * Reads a secret.
     *
     * @throws SecretUnavailableException when there is none, or it can't be read
     */
    @Override
    public String apply(String name) {
        return known.get(name, this::read);
    }

    /** Whoever asks next gets what Secrets Manager says then. */
    public void forget() {
        known.invalidateAll();
    }

    private String read(String name) {
        String value;
        try {
            value = new SecretsManagerPropertiesFunction(client()).apply(name);
        } catch (RuntimeException e) {
            throw new SecretUnavailableException(problem(name, e), e);
        }
        if (value == null || value.isBlank()) {
            throw new SecretUnavailableException(
                    "the secret '%s' in AWS Secrets Manager has no such field, or nothing in it.".formatted(name),
                    null);
        }
        return value.strip();
    }

    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = SecretsManagerClientFactory.getSecretsManagerClient(configuration.get());
        }
        return client;
    }

    private static String problem(String name, RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() instanceof RuntimeException inner) {
            cause = inner;
        }
        String thing = "the secret '%s' in AWS Secrets Manager".formatted(name);
        if (cause instanceof ResourceNotFoundException) {
            return thing + " does not exist in this region and account. Create it, or correct the name.";
        }
        return AwsProblem.of(cause, thing, "secretsmanager:GetSecretValue", "camel.component.aws-secrets-manager");
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
