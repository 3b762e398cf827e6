package io.configrelay.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each event and channel, when it has come to its end: what it was, what became of it, and by which ids its
 * source and Slack know it. In {@code relay.log.format = json} each of these is a field of the same name.
 */
final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private EventLog() {}

    /** A channel wanted it. */
    static void settled(Settlement end) {
        Map<String, String> ids = ids(end.delivery());
        end.reason().ifPresent(reason -> ids.put("reason", reason));
        end.receipt().ifPresent(receipt -> {
            ids.put("slackStatus", String.valueOf(receipt.status()));
            receipt.ts().ifPresent(ts -> ids.put("slackTs", ts));
            receipt.requestId().ifPresent(id -> ids.put("slackRequestId", id));
        });
        log(end.delivery().channel(), end.outcome().word(), ids);
    }

    /** No channel wanted it. */
    static void unmatched(Delivery delivery) {
        log("no channel", "unmatched", ids(delivery));
    }

    private static Map<String, String> ids(Delivery delivery) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("notification", delivery.opened().id());
        if (delivery.sqsMessageId() != null) {
            ids.put("sqsMessageId", delivery.sqsMessageId());
        }
        return ids;
    }

    private static void log(String channel, String outcome, Map<String, String> ids) {
        LoggingEventBuilder line = LOG.atInfo().addKeyValue("channel", channel).addKeyValue("outcome", outcome);
        for (Map.Entry<String, String> id : ids.entrySet()) {
            line = line.addKeyValue(id.getKey(), id.getValue());
        }
        String list = ids.entrySet().stream()
                .map(id -> id.getKey() + "=" + id.getValue())
                .collect(Collectors.joining(" "));
        line.log("{}: {} {}", channel, outcome, list);
    }
}
