package io.configrelay.bench;

import io.configrelay.bench.CountingSlack.Manners;
import io.configrelay.bench.Program.Setup;
import io.configrelay.bench.Program.Wants;
import io.configrelay.sandbox.EmbeddedSqs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Bursts through whole processes: config-relay, and beside it the obvious pipeline, each with a queue of its own. */
final class WholeProgram {

    private static final Map<String, String> NO_PACE = Map.of("relay.slack.interval", "0ms");
    private static final Map<String, String> PACE = Map.of("relay.slack.interval", "1s");

    /** The obvious pipeline is ended after this, and what it would have taken is worked out. */
    private static final Duration CAP = Duration.ofSeconds(60);

    private static final AtomicInteger QUEUES = new AtomicInteger();

    private final Results results;

    WholeProgram(Results results) {
        this.results = results;
    }

    /** A queue of its own, with so many events. */
    static String queueOf(EmbeddedSqs sqs, int events) {
        String queueUrl = sqs.createQueueWithoutRedrive("events-" + QUEUES.incrementAndGet(), 60);
        publish(sqs, queueUrl, 0, events);
        return queueUrl;
    }

    /** Sends the events of these numbers, without the last. */
    static void publish(EmbeddedSqs sqs, String queueUrl, int from, int to) {
        sqs.sendAll(
                queueUrl,
                IntStream.range(from, to).mapToObj(Notifications.SMALL::body).toList());
    }

    /** So many events at once to channels that take a message a second. */
    void burst(int events, int channels) throws Exception {
        int all = events * channels;
        String what = "%,d events to %d channels at 1 message/s each".formatted(events, channels);
        double relay;
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(Manners.PACE);
                Program program =
                        Program.relay(sqs, queueOf(sqs, events), slack, new Setup(channels, Wants.ALL, PACE))) {
            boolean done = Waiting.until(() -> slack.told() >= all || !program.isAlive(), Duration.ofMinutes(15));
            relay = slack.nanos() / 1e9;
            results.add("burst", what + ": config-relay", relay, "s");
            results.add("burst", what + ": posts of config-relay", slack.posts(), "posts");
            results.add("burst", what + ": config-relay answered 429", slack.tooFast(), "posts", "0");
            results.add("burst", what + ": events missing", (double) all - slack.told(), "events", "0");
            if (!done) {
                Results.say("Ended after 15 minutes: " + program.log());
            }
        }
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(Manners.PACE);
                Program program = Program.obvious(sqs, queueOf(sqs, events), slack, channels, Wants.ALL)) {
            Waiting.until(() -> slack.told() > 0 || !program.isAlive(), Duration.ofMinutes(1));
            Waiting.until(() -> slack.told() >= all, CAP);
            double seconds = CAP.toSeconds() * (double) all / slack.told();
            results.add("burst", what + ": obvious pipeline, from its first 60 s", seconds, "s");
            results.add("burst", what + ": obvious pipeline answered 429 in 60 s", slack.tooFast(), "posts");
            results.add("burst", what + ": so many times longer", seconds / relay, "×", "50 at 2,000");
        }
    }

    private record Speed(double eventsPerSecond, double cpuPerThousand) {}

    /** Events without a pace, after as many more have warmed the program up. */
    void throughput(int warmUp, int events, int channels, Wants wants) throws Exception {
        String what = "%,d events, %d channels, %s"
                .formatted(events, channels, wants == Wants.ALL ? "all want them" : "one wants them");
        Speed relay = speed(warmUp, events, channels, wants, false);
        results.add("throughput", what, relay.eventsPerSecond(), "events/s", channels == 1 ? "1,000" : "");
        results.add("throughput", what, relay.cpuPerThousand(), "CPU s/1,000");
        if (channels == 1) {
            double queue = queueAlone(warmUp, events);
            results.add("throughput", what + ": queue alone", queue, "events/s");
            results.add("throughput", what + ": of what the queue allows", relay.eventsPerSecond() / queue, "×");
        }
        Speed obvious = speed(warmUp, events, channels, wants, true);
        results.add("throughput", what + ": obvious pipeline", obvious.eventsPerSecond(), "events/s");
        results.add("throughput", what + ": obvious pipeline", obvious.cpuPerThousand(), "CPU s/1,000");
        double ratio = relay.eventsPerSecond() / obvious.eventsPerSecond();
        results.add("throughput", what + ": so many times more", ratio, "×", "3");
    }

    private static Speed speed(int warmUp, int events, int channels, Wants wants, boolean obvious) throws Exception {
        int each = wants == Wants.ALL ? channels : 1;
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(Manners.NONE)) {
            String queueUrl = queueOf(sqs, warmUp + events);
            try (Program program = obvious
                    ? Program.obvious(sqs, queueUrl, slack, channels, wants)
                    : Program.relay(sqs, queueUrl, slack, new Setup(channels, wants, NO_PACE))) {
                Waiting.until(() -> slack.told() >= warmUp * each || !program.isAlive(), Duration.ofMinutes(5));
                int warm = slack.told();
                long from = System.nanoTime();
                double cpu = program.cpuSeconds();
                Waiting.until(
                        () -> slack.told() >= (warmUp + events) * each || !program.isAlive(), Duration.ofMinutes(5));
                double told = (slack.told() - warm) / (double) each;
                return new Speed(told * 1e9 / (slack.lastAt() - from), (program.cpuSeconds() - cpu) * 1_000 / told);
            }
        }
    }

    /** What the SQS server and AWS's client can do on these cores: the bound of everything that reads this queue. */
    private static double queueAlone(int warmUp, int events) throws Exception {
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                Program program = Program.queueAlone(sqs, queueOf(sqs, warmUp + events), warmUp, events)) {
            String printed = program.awaitEnd().strip();
            return Double.parseDouble(printed.substring(printed.lastIndexOf('\n') + 1));
        }
    }

    /** One event at a time in a relay that has nothing else to do. */
    void latency(int events) throws Exception {
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(Manners.NONE)) {
            String queueUrl = queueOf(sqs, 500);
            try (Program program = Program.relay(sqs, queueUrl, slack, new Setup(1, Wants.ALL, NO_PACE))) {
                Waiting.until(() -> slack.told() == 500, Duration.ofMinutes(1));
                List<Double> millis = new ArrayList<>();
                for (int i = 0; i < events; i++) {
                    int number = 500 + i;
                    String body = Notifications.SMALL.body(number);
                    Waiting.pause(Duration.ofMillis(30));
                    long from = System.nanoTime();
                    sqs.send(queueUrl, body);
                    if (!Waiting.until(() -> slack.told() == number + 1, Duration.ofSeconds(20))) {
                        throw new IOException("Event %d never came: %s".formatted(number, program.log()));
                    }
                    millis.add((slack.lastAt() - from) / 1e6);
                }
                millis.sort(null);
                results.add("latency", "published → at Slack, p50 of " + events, millis.get(events / 2), "ms", "≤ 25");
                results.add(
                        "latency",
                        "published → at Slack, p99 of " + events,
                        millis.get(events * 99 / 100),
                        "ms",
                        "≤ 100");
            }
        }
    }

    /** Several relays on one queue. */
    void replicas(int replicas, int events, String how, Manners manners, Map<String, String> settings)
            throws Exception {
        List<Program> programs = new ArrayList<>();
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(manners)) {
            String queueUrl = queueOf(sqs, 0);
            try {
                for (int i = 0; i < replicas; i++) {
                    programs.add(Program.relay(sqs, queueUrl, slack, new Setup(1, Wants.ALL, settings)));
                }
                for (Program program : programs) {
                    program.awaitReady();
                }
                long from = System.nanoTime();
                publish(sqs, queueUrl, 0, events);
                Waiting.until(() -> slack.told() == events, Duration.ofMinutes(5));
                String what = "%d replicas, %,d events, %s".formatted(replicas, events, how);
                results.add("scale-out", what, events * 1e9 / (slack.lastAt() - from), "events/s");
                results.add("scale-out", what + ": answered 429", slack.tooFast(), "posts");
                results.add("scale-out", what + ": events missing", events - slack.told(), "events", "0");
            } finally {
                for (Program program : programs) {
                    program.close();
                }
            }
        }
    }
}
