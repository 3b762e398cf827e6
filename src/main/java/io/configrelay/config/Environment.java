package io.configrelay.config;

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
}
