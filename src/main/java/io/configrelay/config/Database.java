package io.configrelay.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** The database that replicas share. */
public final class Database {

    private Database() {}

    /**
     * Opens a pool of connections, and one of them at once.
     *
     * @throws BadConfigurationException when the database can't be reached
     */
    public static HikariDataSource open(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("delivered");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            // The message of the pool or the driver may repeat the URL with what is secret in it.
            throw new BadConfigurationException(
                    "application.properties: relay.once.jdbc-url: this database can't be opened. Check the URL,"
                            + " relay.once.jdbc-user and relay.once.jdbc-password, and that the database runs.",
                    e);
        }
    }
}
