package io.configrelay.rules;

import io.configrelay.delivery.ChannelSettings;
import io.configrelay.delivery.Destinations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the channels' secrets anew from where their files say that they are. */
public final class ChannelSecrets implements Destinations {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelSecrets.class);

    private final UnaryOperator<String> resolver;
    private final Runnable forget;
    private volatile Map<String, Map<String, String>> written = Map.of();

    /**
     * @param resolver resolves the placeholders in a text, or throws {@link IllegalArgumentException}
     * @param forget makes it ask for secrets anew that it has read before
     */
    public ChannelSecrets(UnaryOperator<String> resolver, Runnable forget) {
        this.resolver = resolver;
        this.forget = forget;
    }

    /** These are the channels from now on. */
    public void follow(List<ChannelRule> rules) {
        Map<String, Map<String, String>> now = new HashMap<>();
        rules.forEach(rule -> now.put(rule.settings().name(), rule.written()));
        written = Map.copyOf(now);
    }

    @Override
    public Optional<ChannelSettings> anew(String channel) {
        Map<String, String> parameters = new HashMap<>(written.getOrDefault(channel, Map.of()));
        if (parameters.isEmpty()) {
            return Optional.empty();
        }
        try {
            forget.run();
            parameters.replaceAll((name, value) -> resolver.apply(value));
            return Optional.of(ChannelSettings.of(parameters));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: its secret can't be read anew: {}", channel, e.getMessage());
            return Optional.empty();
        }
    }
}
