package io.configrelay;

import io.configrelay.delivery.Ledger;
import io.configrelay.health.Checkup;
import io.configrelay.health.Parked;
import io.configrelay.store.Room;
import java.util.Map;
import java.util.Optional;

/** What waits, as the health page shows it. */
record WhatWaits(Ledger ledger, boolean durable, Room room) implements Checkup.Waits {

    /** What a relay without a durable store can't do. */
    static final String NOT_DURABLE =
            "relay.store = none: what a channel can't be told at once stays with its source, which holds it for twelve"
                    + " hours at the most, and what was delivered is known only until a crash.";

    @Override
    public int waiting(String channel) {
        return ledger.waiting(channel);
    }

    @Override
    public Optional<Parked> parked(String channel) {
        return ledger.parked(channel);
    }

    @Override
    public Map<String, Long> inFlight() {
        return ledger.inFlight();
    }

    @Override
    public Map<String, Object> store() {
        return durable
                ? Map.of("durable", true, "bytes", room.size(), "maxBytes", room.most())
                : Map.of("durable", false, "meaning", NOT_DURABLE);
    }
}
