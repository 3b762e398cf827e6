package io.configrelay.bench;

import io.configrelay.bench.CountingSlack.Manners;
import io.configrelay.bench.Program.Wants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All benchmarks, one after the other: {@code mvn -Pbench}, or those whose names begin so, {@code mvn -Pbench
 * -Dbench.only=burst-2000,latency}. Prints one table and writes {@code target/bench.json}.
 */
public final class Bench {

    private Bench() {}

    /** Runs the sections whose names begin with one of these, or all. */
    public static void main(String[] args) throws Exception {
        String only = args[0].substring("only=".length());
        Results results = new Results();
        Results.say(Results.machine());
        WholeProgram whole = new WholeProgram(results);
        if (wanted(only, "pure")) {
            Pure.measure(results, EventBenchmark.class);
        }
        if (wanted(only, "peer")) {
            PythonPeer.compare(results);
        }
        if (wanted(only, "size")) {
            Pure.measure(results, SizeBenchmark.class);
        }
        if (wanted(only, "throughput-1-channel")) {
            whole.throughput(4_000, 10_000, 1, Wants.ALL);
        }
        if (wanted(only, "throughput-10-channels")) {
            whole.throughput(3_000, 5_000, 10, Wants.ALL);
        }
        if (wanted(only, "throughput-100-channels")) {
            whole.throughput(2_000, 4_000, 100, Wants.ONE);
            whole.throughput(200, 400, 100, Wants.ALL);
        }
        if (wanted(only, "latency")) {
            whole.latency(500);
        }
        for (int events : List.of(2_000, 10_000)) {
            for (int channels : List.of(1, 10, 100)) {
                if (wanted(only, "burst-" + events)) {
                    whole.burst(events, channels);
                }
            }
        }
        if (wanted(only, "scale-out")) {
            for (int replicas : List.of(1, 2, 4)) {
                whole.replicas(
                        replicas,
                        4_000,
                        "no pace, 100 in flight each, Slack takes 500 ms",
                        new Manners(Duration.ofMillis(500), Duration.ZERO),
                        Map.of("relay.slack.interval", "0ms", "relay.max-in-flight", "100"));
            }
            for (int replicas : List.of(1, 2, 4)) {
                whole.replicas(replicas, 1_000, "1 message/s", Manners.PACE, Map.of("relay.slack.interval", "1s"));
            }
        }
        if (wanted(only, "requests")) {
            Requests requests = new Requests(results);
            requests.burst(2_000, "0ms", Manners.NONE);
            requests.burst(2_000, "1s", Manners.PACE);
            requests.single(100);
            requests.idle();
        }
        Footprint footprint = new Footprint(results);
        if (wanted(only, "start")) {
            footprint.size();
            footprint.start();
        }
        if (wanted(only, "in-flight")) {
            footprint.inFlight(10_000);
        }
        StoreCost store = new StoreCost(results);
        if (wanted(only, "parked")) {
            store.commits();
            store.alone(100_000);
            store.whole(2_000, 100_000);
        }
        results.write(Path.of("target/bench.json"));
    }

    private static boolean wanted(String only, String section) {
        return only.isEmpty() || Stream.of(only.split(",")).anyMatch(name -> section.startsWith(name));
    }
}
