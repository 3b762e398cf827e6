package io.configrelay.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What people use instead, without queue and HTTP: {@code peer.py}, which dumps the diff as JSON. The two take turns, second
 * by second, because a shared machine changes its pace.
 */
final class PythonPeer {

    private static final int ROUNDS = 15;
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private PythonPeer() {}

    /** One channel, which wants every event; nothing where there is no {@code python3}. */
    static void compare(Results results) throws IOException, InterruptedException {
        try {
            pythonEventsPerSecond(Notifications.SMALL.body(1));
        } catch (IOException e) {
            Results.say("Not compared with Python: " + e.getMessage());
            return;
        }
        for (Notifications size : Notifications.values()) {
            EventBenchmark event = EventBenchmark.of(size, 1);
            eventsPerSecond(event, WARM_UP);
            double[] relay = new double[ROUNDS];
            double[] python = new double[ROUNDS];
            double[] ratio = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                python[round] = pythonEventsPerSecond(size.body(1));
                relay[round] = eventsPerSecond(event, Duration.ofSeconds(1));
                ratio[round] = relay[round] / python[round];
            }
            String what = "%s, median of %d turns".formatted(size, ROUNDS);
            results.add("peer", what + ": config-relay", Results.median(relay), "events/s");
            results.add("peer", what + ": Python that dumps the diff", Results.median(python), "events/s");
            results.add("peer", what + ": so many times more", Results.median(ratio), "×");
        }
    }

    private static double eventsPerSecond(EventBenchmark event, Duration time) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        int messages = 0;
        while (System.nanoTime() < end) {
            messages += event.decodeMatchRender().size();
        }
        return messages * 1e9 / (System.nanoTime() - start);
    }

    private static double pythonEventsPerSecond(String body) throws IOException, InterruptedException {
        try (InputStream script = PythonPeer.class.getResourceAsStream("/peer.py")) {
            Process python = new ProcessBuilder(
                            "python3", "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stdin = python.getOutputStream()) {
                stdin.write(body.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (python.waitFor() != 0) {
                throw new IOException("python3 failed.");
            }
            return Double.parseDouble(printed);
        }
    }
}
