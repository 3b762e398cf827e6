package io.configrelay.config;

import org.apache.logging.log4j.core.config.Configurator;

/** How the log is written: {@code relay.log.format}. */
public final class LogFormat {

    private static final String KEY = "relay.log.format";

    /** The system property that {@code log4j2.properties} asks for. */
    private static final String PROPERTY = "config-relay.log.format";

    private LogFormat() {}

    /**
     * Writes the log so from here on.
     *
     * @throws BadConfigurationException for a format that there isn't
     */
    public static void apply(Settings settings) {
        String format = settings.text(KEY);
        if (!format.matches("text|json")) {
            throw settings.invalid(KEY, "text or json");
        }
        if (!format.equals(System.getProperty(PROPERTY, "text"))) {
            System.setProperty(PROPERTY, format);
            Configurator.reconfigure();
        }
    }
}
