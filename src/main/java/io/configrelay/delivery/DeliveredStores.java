package io.configrelay.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where {@link DeliveredOnce} keeps its keys. */
public final class DeliveredStores {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredStores.class);

    private static final String TABLE = "relay_delivered";
    private static final String PROCESSOR = "config-relay";

    private DeliveredStores() {}

    /** In the memory of this process, for one replica: the newest so many keys, each for so long. */
    public static IdempotentRepository memory(long size, Duration keep) {
        // Evicts on the calling thread, so that the bound holds at any moment.
        Caffeine<Object, Object> cache =
                Caffeine.newBuilder().maximumSize(size).expireAfterWrite(keep).executor(Runnable::run);
        return new Memory(cache.build());
    }

    /** In a database that all replicas share. Its table is made where it is missing. */
    public static IdempotentRepository jdbc(DataSource dataSource) {
        JdbcMessageIdRepository repository = new JdbcMessageIdRepository(dataSource, PROCESSOR);
        repository.setTableExistsString(repository.getTableExistsString().replace("CAMEL_MESSAGEPROCESSED", TABLE));
        repository.setQueryString(repository.getQueryString().replace("CAMEL_MESSAGEPROCESSED", TABLE));
        repository.setInsertString(repository.getInsertString().replace("CAMEL_MESSAGEPROCESSED", TABLE));
        repository.setDeleteString(repository.getDeleteString().replace("CAMEL_MESSAGEPROCESSED", TABLE));
        repository.setClearString(repository.getClearString().replace("CAMEL_MESSAGEPROCESSED", TABLE));
        repository.setCreateString(migration());
        return repository;
    }

    /** Removes the keys from the database that are older than this; to be run now and then. */
    public static Runnable cleaner(DataSource dataSource, Duration keep) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        return () -> {
            try {
                Timestamp before = Timestamp.from(Instant.now().minus(keep));
                jdbc.update("DELETE FROM " + TABLE + " WHERE createdAt < ?", before);
            } catch (DataAccessException e) {
                LOG.warn("Old keys can't be removed from {}; that is tried again in an hour.", TABLE, e);
            }
        };
    }

    private static String migration() {
        try (InputStream file = DeliveredStores.class.getResourceAsStream("/db/relay_delivered.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Memory extends ServiceSupport implements IdempotentRepository {

        private final Cache<String, Boolean> keys;

        private Memory(Cache<String, Boolean> keys) {
            this.keys = keys;
        }

        @Override
        public boolean add(String key) {
            return keys.asMap().putIfAbsent(key, true) == null;
        }

        @Override
        public boolean contains(String key) {
            return keys.getIfPresent(key) != null;
        }

        @Override
        public boolean remove(String key) {
            return keys.asMap().remove(key) != null;
        }

        @Override
        public boolean confirm(String key) {
            return contains(key);
        }

        @Override
        public void clear() {
            keys.invalidateAll();
        }
    }
}
