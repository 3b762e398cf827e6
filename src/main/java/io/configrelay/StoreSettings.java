package io.configrelay;

import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.RenamedSettings;
import io.configrelay.config.Settings;
import io.configrelay.store.MemoryStore;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Upkeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that {@code relay.store} names: a folder, a database that replicas share, or {@code none}. */
final class StoreSettings {

    private static final Logger LOG = LoggerFactory.getLogger(StoreSettings.class);

    private static final String NONE = "none";

    private final Settings settings;
    private final Clock clock;

    StoreSettings(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Opens it.
     *
     * @param alone whether nobody else on this machine may be a relay on it
     * @throws BadConfigurationException when it can't be
     */
    Store open(boolean alone, StoreWatch watch) {
        RenamedSettings.STORE.forEach((old, now) -> settings.optional(old)
                .filter(text -> !text.isBlank())
                .ifPresent(text -> LOG.warn("{} is called {} now; it is still read under its old name.", old, now)));
        String where = text("relay.once.jdbc-url", "relay.store");
        Upkeep upkeep = new Upkeep(settings.duration(known("relay.once.keep", "relay.store.keep")), clock, watch);
        try {
            if (where.equals(NONE)) {
                return memory(upkeep.keep());
            }
            if (where.startsWith("jdbc:") && !where.startsWith("jdbc:postgresql:")) {
                throw Settings.mistake(
                        "relay.store",
                        "of databases, only PostgreSQL can be the store: jdbc:postgresql://host/database.");
            }
            if (where.startsWith("jdbc:")) {
                return Stores.shared(
                        where,
                        text("relay.once.jdbc-user", "relay.store.user"),
                        text("relay.once.jdbc-password", "relay.store.password"),
                        upkeep);
            }
            return alone ? own(Path.of(where), upkeep) : beside(Path.of(where), upkeep);
        } catch (Stores.CantOpenException e) {
            throw Settings.mistake("relay.store", e.getMessage());
        }
    }

    /** Of this relay, with the keys that one without a store left. */
    private Store own(Path folder, Upkeep upkeep) {
        Store store = Stores.embedded(folder, true, upkeep);
        String file = text("relay.once.file", "relay.store.file");
        if (!file.isBlank()) {
            MemoryStore.moveKeys(Path.of(file), store);
        }
        return store;
    }

    /** Of a relay that may run at the moment, or on another machine. */
    private Store beside(Path folder, Upkeep upkeep) {
        try {
            return Files.exists(folder) ? Stores.embedded(folder, false, upkeep) : memory(upkeep.keep());
        } catch (Stores.CantOpenException e) {
            LOG.warn("What was delivered before can't be read, and may be posted twice: {}", e.getMessage());
            return memory(upkeep.keep());
        }
    }

    private Store memory(Duration keep) {
        String file = text("relay.once.file", "relay.store.file");
        return new MemoryStore(
                settings.number(known("relay.once.size", "relay.store.keys"), 1, 100_000_000),
                keep,
                file.isBlank() ? Optional.empty() : Optional.of(Path.of(file)));
    }

    /** The old setting where there is one. */
    private String text(String old, String now) {
        return settings.text(known(old, now));
    }

    private String known(String old, String now) {
        return settings.optional(old).filter(text -> !text.isBlank()).isPresent() ? old : now;
    }
}
