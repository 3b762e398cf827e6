package io.configrelay.config;

import io.configrelay.delivery.ChannelSettings;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Stands in for a source of secrets that isn't asked: everything that it has is {@link ChannelSettings#ANY_SECRET}.
 *
 * @param source whose place it takes
 * @param always false to ask the source first, and to stand in only for what it doesn't have
 */
public record UnreadSecrets(PropertiesFunction source, boolean always) implements PropertiesFunction {

    @Override
    public String getName() {
        return source.getName();
    }

    @Override
    public String apply(String name) {
        try {
            return always ? ChannelSettings.ANY_SECRET : source.apply(name);
        } catch (SecretUnavailableException e) {
            return ChannelSettings.ANY_SECRET;
        }
    }
}
