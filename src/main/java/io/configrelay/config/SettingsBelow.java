package io.configrelay.config;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The settings whose names begin alike, wherever they stand. */
public final class SettingsBelow {

    private SettingsBelow() {}

    /**
     * What there is below a prefix, placeholders resolved: the environment wins over the file, overrides over both.
     *
     * @param prefix such as {@code relay.accounts.}
     * @return the rest of each name, with its value
     */
    public static Map<String, String> of(
            String prefix, CamelContext context, Environment environment, Map<String, String> overrides) {
        Map<String, String> below = new HashMap<>();
        context.getPropertiesComponent()
                .loadProperties(key -> key.startsWith(prefix))
                .forEach((key, value) -> below.put(String.valueOf(key).substring(prefix.length()), "" + value));
        environment.below(prefix).forEach((name, value) -> below.put(name.replace('_', '-'), value));
        overrides.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        below.replaceAll((name, value) -> context.resolvePropertyPlaceholders(value));
        return below;
    }
}
