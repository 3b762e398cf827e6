package io.configrelay.delivery;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says in health when the channels don't follow their files, because something in those is wrong. It stays up: events are
 * delivered as before, and a restart would not help.
 */
public final class ChannelFilesHealth extends AbstractHealthCheck implements Consumer<List<String>> {

    private final Ledger ledger;
    private volatile List<String> mistakes = List.of();

    /** @param ledger counts the outcomes */
    public ChannelFilesHealth(Ledger ledger) {
        super("config-relay", "channel-files");
        this.ledger = ledger;
    }

    /** The files were read anew, and this is wrong in them. */
    @Override
    public void accept(List<String> wrong) {
        mistakes = List.copyOf(wrong);
        ledger.reloaded(wrong.isEmpty() ? "applied" : "refused");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        if (!mistakes.isEmpty()) {
            builder.message("The channels stay as they were: " + String.join("; ", mistakes));
        }
    }
}
