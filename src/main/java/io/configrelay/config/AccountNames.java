package io.configrelay.config;

import io.configrelay.describe.Accounts;
import java.util.Map;
import org.apache.camel.CamelContext;

/** What people call accounts: the settings {@code relay.accounts.<id>}, wherever they stand. */
public final class AccountNames {

    private static final String PREFIX = "relay.accounts.";

    private AccountNames() {}

    /**
     * Reads the names; the environment wins over the file, overrides over both.
     *
     * @throws BadConfigurationException for an id that has not twelve digits
     */
    public static Accounts of(CamelContext context, Environment environment, Map<String, String> overrides) {
        Map<String, String> names = SettingsBelow.of(PREFIX, context, environment, overrides);
        names.keySet().stream().filter(id -> !id.matches("\\d{12}")).findFirst().ifPresent(id -> {
            throw Settings.mistake(PREFIX + id, "'%s' is not an account id, which has twelve digits.".formatted(id));
        });
        return new Accounts(Map.copyOf(names));
    }
}
