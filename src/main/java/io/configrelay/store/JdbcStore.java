package io.configrelay.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A store in a database: each method that writes is one transaction. Plain SQL, the tables of {@code db/migration}. */
final class JdbcStore implements Store {

    /** No channel's key, because each has a slash. */
    private static final List<String> PROBE = List.of("probe");

    private final Transactions database;
    private final Dialect dialect;
    private final Upkeep upkeep;
    private final ParkedTable parked;
    private final AutoCloseable lock;

    /** @param lock of the folder that it is in; closed with it */
    JdbcStore(Transactions database, Dialect dialect, Upkeep upkeep, AutoCloseable lock) {
        this.database = database;
        this.dialect = dialect;
        this.upkeep = upkeep;
        this.parked = new ParkedTable(dialect);
        this.lock = lock;
    }

    /** What is written, and gives nothing back. */
    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private void write(Change change) {
        Object unused = database.write(connection -> {
            change.on(connection);
            return null;
        });
    }

    private Instant now() {
        return upkeep.clock().instant();
    }

    /** Nobody has taken anything: for a store of one relay, when that begins. */
    void releaseAll() {
        write(ParkedTable::releaseAll);
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public boolean isShared() {
        return dialect == Dialect.POSTGRESQL;
    }

    @Override
    public boolean isKnown(String key) {
        return database.read(connection -> DeliveredTable.isKnown(connection, key));
    }

    @Override
    public void delivered(Collection<String> keys) {
        write(connection -> {
            DeliveredTable.add(connection, keys, now());
            ParkedTable.remove(connection, keys);
        });
    }

    @Override
    public void park(Collection<Parked> events) {
        write(connection -> ParkedTable.add(connection, events));
    }

    @Override
    public List<Parked> take(String channel, int most, Due due, Instant until) {
        return database.write(connection -> {
            List<Parked> taken = parked.next(connection, channel, most, due, now());
            ParkedTable.claim(connection, taken.stream().map(Parked::key).toList(), until);
            return taken;
        });
    }

    @Override
    public void renew(Collection<String> keys, Instant until) {
        write(connection -> ParkedTable.renew(connection, keys, until));
    }

    @Override
    public void probe() {
        write(connection -> {
            DeliveredTable.remove(connection, PROBE);
            DeliveredTable.add(connection, PROBE, now());
        });
    }

    @Override
    public void release(Collection<String> keys) {
        write(connection -> ParkedTable.release(connection, keys));
    }

    @Override
    public void failing(Collection<String> keys, Instant since) {
        write(connection -> ParkedTable.failing(connection, keys, since));
    }

    @Override
    public void forget(Collection<String> keys) {
        write(connection -> ParkedTable.remove(connection, keys));
    }

    @Override
    public List<Backlog> backlogs() {
        return database.read(connection -> ParkedTable.backlogs(connection, now()));
    }

    @Override
    public long size() {
        return database.read(ParkedTable::size);
    }

    @Override
    public void clean() {
        Instant before = now().minus(upkeep.keep());
        boolean more = true;
        while (more) {
            more = database.write(connection -> DeliveredTable.clean(connection, before));
        }
    }

    @Override
    public void close() {
        database.close();
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
