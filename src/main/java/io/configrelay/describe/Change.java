package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.List;
import java.util.Optional;

/**
 * An event with what it means, worked out once for all who tell of it: filters, channels, each part of a message.
 */
public final class Change {

    private final ConfigEvent event;
    private final List<Edit> edits;
    private final Optional<Risk> risk;
    private final Optional<String> account;

    /** Only who shows the event asks for it; worked out twice at the worst, with the same result. */
    private volatile Description description;

    private Change(ConfigEvent event, Accounts accounts) {
        this.event = event;
        this.account = accounts.name(event.accountId());
        this.edits = "CREATE".equals(event.changeType()) ? Edit.ofItem(event.item()) : Edit.of(event.changes());
        this.risk = Risk.of(event, edits);
    }

    /** What an event means, where accounts have these names. */
    public static Change of(ConfigEvent event, Accounts accounts) {
        return new Change(event, accounts);
    }

    /** What an event means. */
    public static Change of(ConfigEvent event) {
        return of(event, Accounts.NONE);
    }

    /** What AWS Config said. */
    public ConfigEvent event() {
        return event;
    }

    /** What people call the account that it happened in, if it has a name. */
    public Optional<String> account() {
        return account;
    }

    /** The gravest risk, if there is one. */
    public Optional<Risk> risk() {
        return risk;
    }

    /** What the diff says. */
    public Description description() {
        Description known = description;
        if (known == null) {
            known = Description.of(event, edits);
            description = known;
        }
        return known;
    }
}
