package io.configrelay;

import com.zaxxer.hikari.HikariDataSource;
import io.configrelay.config.Database;
import io.configrelay.config.Settings;
import io.configrelay.delivery.DeliveredInDatabase;
import io.configrelay.delivery.DeliveredInMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Where it is known what was delivered, by {@code relay.once.*}: in memory, which a file keeps between a stop and the next
 * start, or in a database.
 *
 * @param keys of what was delivered
 * @param atStop what is done with it when the relay stops
 */
record DeliveredStore(IdempotentRepository keys, Runnable atStop) implements AutoCloseable {

    /**
     * Opens it.
     *
     * @throws io.configrelay.config.BadConfigurationException when the database can't be opened
     */
    static DeliveredStore open(CamelContext context, Settings settings) {
        String url = settings.text("relay.once.jdbc-url");
        Duration keep = settings.duration("relay.once.keep");
        return url.isBlank() ? inMemory(settings, keep) : inDatabase(context, url, settings, keep);
    }

    private static DeliveredStore inMemory(Settings settings, Duration keep) {
        DeliveredInMemory memory = new DeliveredInMemory(settings.number("relay.once.size", 1, 100_000_000), keep);
        String file = settings.text("relay.once.file");
        if (file.isBlank()) {
            return new DeliveredStore(memory, () -> {});
        }
        memory.load(Path.of(file));
        return new DeliveredStore(memory, () -> memory.save(Path.of(file)));
    }

    private static DeliveredStore inDatabase(CamelContext context, String url, Settings settings, Duration keep) {
        HikariDataSource database =
                Database.open(url, settings.text("relay.once.jdbc-user"), settings.text("relay.once.jdbc-password"));
        DeliveredInDatabase delivered = new DeliveredInDatabase(database, keep);
        ScheduledFuture<?> unused = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(delivered, "DeliveredClean")
                .scheduleWithFixedDelay(delivered::clean, 1, 60, TimeUnit.MINUTES);
        return new DeliveredStore(delivered, database::close);
    }

    @Override
    public void close() {
        atStop.run();
    }
}
