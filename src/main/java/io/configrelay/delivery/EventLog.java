package io.configrelay.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each event and channel, when it has come to its end: what it was, what became of it, and by which ids its
 * source and Slack know it.
 */
final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private EventLog() {}

    /** A channel wanted it. */
    static void settled(Settlement end) {
        LogLine line = LogLine.of(end.delivery()).with("reason", end.reason().orElse(null));
        end.receipt()
                .ifPresent(receipt -> line.with("slackStatus", String.valueOf(receipt.status()))
                        .with("slackTs", receipt.ts().orElse(null))
                        .with("slackRequestId", receipt.requestId().orElse(null)));
        log(end.delivery().channel(), end.outcome().word(), line);
    }

    /** No channel wanted it. */
    static void unmatched(Delivery delivery) {
        log("no channel", "unmatched", LogLine.of(delivery));
    }

    private static void log(String channel, String outcome, LogLine line) {
        line.said("channel", channel).said("outcome", outcome).log(LOG, Level.INFO, channel + ": " + outcome);
    }
}
