package io.configrelay.store;

/** In what the databases differ. */
enum Dialect {
    /** One process, whose writes come one after the other. */
    SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT", ""),
    /** Several processes: rows that another has its hands on are passed over. */
    POSTGRESQL("BIGSERIAL PRIMARY KEY", " FOR UPDATE SKIP LOCKED");

    private final String identity;
    private final String passingOver;

    Dialect(String identity, String passingOver) {
        this.identity = identity;
        this.passingOver = passingOver;
    }

    /** The type of a number that the database gives each row. */
    String identity() {
        return identity;
    }

    /** What a query ends with whose rows are updated in the same transaction. */
    String passingOver() {
        return passingOver;
    }
}
