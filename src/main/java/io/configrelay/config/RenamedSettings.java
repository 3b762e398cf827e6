package io.configrelay.config;

import java.util.Map;
import java.util.TreeMap;

/** Settings that have another name now, and are still read under the old one. */
public final class RenamedSettings {

    /** Of the store, by their names before there was one. */
    public static final Map<String, String> STORE = new TreeMap<>(Map.of(
            "relay.once.jdbc-url", "relay.store",
            "relay.once.jdbc-user", "relay.store.user",
            "relay.once.jdbc-password", "relay.store.password",
            "relay.once.keep", "relay.store.keep",
            "relay.once.size", "relay.store.keys",
            "relay.once.file", "relay.store.file"));

    private RenamedSettings() {}
}
