package io.configrelay.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.configrelay.event.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws.secretsmanager.SecretsManagerConfiguration;
import org.apache.camel.component.aws.secretsmanager.client.SecretsManagerClientFactory;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PropertyBindingSupport;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets of AWS Secrets Manager that {@code {{aws:config-relay/network}}} reads, or, of a secret that is a JSON
 * object, the field that {@code {{aws:config-relay/slack#network}}} names; a secret of another account by its ARN. What was read is known for half a minute,
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
        String[] secretAndField = name.split("#", 2);
        String value;
        try {
            value = client().getSecretValue(request -> request.secretId(secretAndField[0]))
                    .secretString();
        } catch (RuntimeException | LinkageError e) {
            throw new SecretUnavailableException(problem(secretAndField[0], e), e);
        }
        if (value != null && secretAndField.length == 2) {
            value = field(value, secretAndField[1]);
        }
        if (value == null || value.isBlank()) {
            throw new SecretUnavailableException(
                    "the secret '%s' in AWS Secrets Manager has no such field, or no text in it.".formatted(name),
                    null);
        }
        return value.strip();
    }

    private static String field(String json, String name) {
        try {
            return Json.text(Json.object(Json.read(json)), name);
        } catch (JsonProcessingException e) {
            // Its message would repeat the secret.
            return null;
        }
    }

    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = SecretsManagerClientFactory.getSecretsManagerClient(configuration.get());
        }
        return client;
    }

    private static String problem(String name, Throwable e) {
        String thing = "the secret '%s' in AWS Secrets Manager".formatted(name);
        if (e instanceof ResourceNotFoundException) {
            return thing + " does not exist in this region and account. Create it, or correct the name.";
        }
        return AwsProblem.of(e, thing, "secretsmanager:GetSecretValue", "camel.component.aws-secrets-manager");
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
