package io.configrelay.delivery;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps the keys of {@link DeliveredOnce} in a database that all replicas share. */
public final class DeliveredInDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredInDatabase.class);

    private static final String TABLE = "relay_delivered";
    private static final String PROCESSOR = "config-relay";

    private DeliveredInDatabase() {}

    /** A store in this database. Its table is made where it is missing. */
    public static IdempotentRepository of(DataSource dataSource) {
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
        try (InputStream file = DeliveredInDatabase.class.getResourceAsStream("/db/relay_delivered.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
