package io.configrelay.bench;

import io.configrelay.bench.CountingSlack.Manners;
import io.configrelay.bench.Program.Setup;
import io.configrelay.bench.Program.Wants;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.sandbox.SqsProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What AWS counts: requests to SQS. */
final class Requests {

    private static final Duration IDLE = Duration.ofMinutes(2);

    private final Results results;

    Requests(Results results) {
        this.results = results;
    }

    /** So many events at once. */
    void burst(int events, String pace, Manners manners) throws Exception {
        try (Setting setting = new Setting(pace, manners)) {
            int start = setting.proxy.forwarded();
            WholeProgram.publish(setting.sqs, setting.queueUrl, 0, events);
            setting.awaitDone(events);
            String what = "%,d events at once, interval %s".formatted(events, pace);
            results.add(
                    "requests",
                    what + ": requests to SQS an event",
                    (setting.proxy.forwarded() - start) / (double) events,
                    "requests",
                    "0.35");
            setting.proxy
                    .actions()
                    .forEach((action, count) -> results.add("requests", what + ": " + action, count, ""));
        }
    }

    /** One event at a time, the next when the one before is deleted. */
    void single(int events) throws Exception {
        try (Setting setting = new Setting("0ms", Manners.NONE)) {
            int start = setting.proxy.forwarded();
            for (int i = 0; i < events; i++) {
                WholeProgram.publish(setting.sqs, setting.queueUrl, i, i + 1);
                setting.awaitDone(i + 1);
            }
            double requests = (setting.proxy.forwarded() - start) / (double) events;
            results.add(
                    "requests", "%,d events, one at a time: requests an event".formatted(events), requests, "requests");
        }
    }

    /** Nothing happens. */
    void idle() throws Exception {
        try (Setting setting = new Setting("1s", Manners.NONE)) {
            Waiting.pause(Duration.ofSeconds(15));
            int start = setting.proxy.forwarded();
            Waiting.pause(IDLE);
            double hour = (setting.proxy.forwarded() - start)
                    * (double) Duration.ofHours(1).dividedBy(IDLE);
            results.add("requests", "idle, from %d minutes".formatted(IDLE.toMinutes()), hour, "requests an hour");
        }
    }

    /** A relay that reads its queue through a proxy that counts. */
    private static final class Setting implements AutoCloseable {

        private final EmbeddedSqs sqs = EmbeddedSqs.start(0);
        private final SqsProxy proxy = SqsProxy.before(sqs);
        private final String queueUrl = WholeProgram.queueOf(sqs, 0);
        private final CountingSlack slack;
        private final Program program;

        Setting(String interval, Manners manners) throws Exception {
            slack = new CountingSlack(manners);
            Map<String, String> settings = new HashMap<>();
            settings.put("relay.slack.interval", interval);
            settings.put(
                    "camel.component.aws2-sqs.uri-endpoint-override",
                    proxy.endpoint().toString());
            program = Program.relay(sqs, queueUrl, slack, new Setup(1, Wants.ALL, settings));
            program.awaitReady();
        }

        void awaitDone(int events) throws Exception {
            if (!Waiting.until(() -> slack.told() == events && sqs.size(queueUrl) == 0, Duration.ofMinutes(5))) {
                throw new IllegalStateException("Not all came: " + program.log());
            }
        }

        @Override
        public void close() throws IOException {
            program.close();
            slack.close();
            proxy.close();
            sqs.close();
        }
    }
}
