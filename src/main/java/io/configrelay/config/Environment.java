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

    /** The variable's value; null, which Camel reports as missing, where it isn't set. */
    @Override
    public String apply(String name) {
        return variables.get(name);
    }

    /**
     * The settings of Camel's components among the variables: {@code camel.component.aws2-sqs.region} for {@code
     * CAMEL_COMPONENT_AWS2_SQS_REGION}. Camel 4.18.0 promises to read them, but compares capitals with small letters.
     */
    public Map<String, String> componentSettings() {
        Map<String, String> settings = new HashMap<>();
        for (String component : new String[] {"aws2-sqs", "aws2-s3", "http", "https"}) {
            String prefix =
                    "CAMEL_COMPONENT_" + component.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
            variables.forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    String option = name.substring(prefix.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-');
                    settings.put("camel.component." + component + "." + option, value);
                }
            });
        }
        return settings;
    }
}
