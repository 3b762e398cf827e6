package io.configrelay.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;

/**
 * Has some settings win over the environment, too. Camel's own override properties lose to it, and in a container every
 * setting stands there.
 */
public final class Overrides extends DefaultPropertiesParser {

    private final Map<Pattern, String> settings = new LinkedHashMap<>();

    private Overrides(Map<String, String> settings, PropertiesComponent properties) {
        super(properties);
        settings.forEach((name, value) -> this.settings.put(
                Pattern.compile("\\{\\{" + Pattern.quote(name) + "(:[^{}]*)?}}"), Matcher.quoteReplacement(value)));
    }

    /**
     * Has these settings win from now on.
     *
     * @param properties of a context that isn't initialized yet
     * @param settings name to value
     */
    public static void in(org.apache.camel.spi.PropertiesComponent properties, Map<String, String> settings) {
        PropertiesComponent component = (PropertiesComponent) properties;
        component.setPropertiesParser(new Overrides(settings, component));
    }

    @Override
    public String parseUri(
            String text, PropertiesLookup lookup, boolean fallback, boolean keepUnresolved, boolean nested) {
        String known = text;
        for (Map.Entry<Pattern, String> setting : settings.entrySet()) {
            known = setting.getKey().matcher(known).replaceAll(setting.getValue());
        }
        return super.parseUri(known, lookup, fallback, keepUnresolved, nested);
    }
}
