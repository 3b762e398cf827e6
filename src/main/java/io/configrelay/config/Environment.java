package io.configrelay.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The environment variables that {@code {{env:NAME}}} reads. In Camel's place, so that a test can give a channel the
 * webhook of a server that it has just started.
 *
 * @param variables name to value
 */
public record Environment(Map<String, String> variables) implements PropertiesFunction {

    @Override
    public String getName() {
        return "env";
    }

    /**
     * The value of a variable.
     *
     * @throws SecretUnavailableException when it isn't set
     */
    @Override
    public String apply(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new SecretUnavailableException(
                    "the environment variable %s is not set. Set it where config-relay is started.".formatted(name),
                    null);
        }
        return value;
    }

    /**
     * The settings of Camel's components among the variables: {@code camel.component.aws2-sqs.region} for {@code
     * CAMEL_COMPONENT_AWS2_SQS_REGION}. Camel 4.18.0 promises to read them, but compares capitals with small letters.
     */
    public Map<String, String> componentSettings() {
        Map<String, String> settings = new HashMap<>();
        for (String component : new String[] {"aws2-sqs", "aws2-s3", "aws-secrets-manager", "http", "https"}) {
            String prefix = "camel.component." + component + ".";
            below(prefix).forEach((option, value) -> settings.put(prefix + option.replace('_', '-'), value));
        }
        return settings;
    }

    /** The variables whose names begin like this setting, such as {@code relay.accounts.}: the rest of each name, small. */
    public Map<String, String> below(String setting) {
        String prefix = setting.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        Map<String, String> below = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return below;
    }
}
