package io.configrelay.bench;

import io.configrelay.Folders;
import io.configrelay.bench.CountingSlack.Manners;
import io.configrelay.bench.Program.Setup;
import io.configrelay.bench.Program.Wants;
import io.configrelay.sandbox.EmbeddedSqs;
import io.configrelay.store.Due;
import io.configrelay.store.Parked;
import io.configrelay.store.Parker;
import io.configrelay.store.Room;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Turn;
import io.configrelay.store.Upkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/** What it costs that events wait in a store: how many a second, and how much memory. */
final class StoreCost {

    /** As many as one channel may have in hand, a quarter of {@code relay.max-in-flight}. */
    private static final int IN_HAND = 250;

    /** {@code max-per-post}: as many are taken together. */
    private static final int TOGETHER = 500;

    private static final int COMMITS = 500;

    private static final String CHANNEL = "network";

    private final Results results;

    StoreCost(Results results) {
        this.results = results;
    }

    /** So many events into the store in a folder, and out of it: without the queue, the routes and Slack. */
    void alone(int events) throws Exception {
        Path folder = Files.createTempDirectory("config-relay-bench");
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        Upkeep upkeep = new Upkeep(Duration.ofDays(1), Clock.systemUTC(), StoreWatch.NONE);
        try (Store store = Stores.embedded(folder.resolve("state"), true, upkeep)) {
            Room room = new Room(store, Long.MAX_VALUE, Clock.systemUTC());
            Parker parker = new Parker(store, room, writer, Runnable::run);
            String what = "store alone, %,d events of 1.6 kB: ".formatted(events);
            results.add("parked", what + "parked", park(parker, events), "events/s", "5,000");
            results.add("parked", what + "taken and told", takeAll(store, events), "events/s", "5,000");
            results.add("parked", what + "on the disk", size(folder) / (double) events, "bytes an event");
        } finally {
            writer.shutdownNow();
            Folders.delete(folder);
        }
    }

    private static double park(Parker parker, int events) throws InterruptedException {
        // What is not measured is made before.
        String body = Notifications.SMALL.body(0);
        Semaphore inHand = new Semaphore(IN_HAND);
        long from = System.nanoTime();
        for (int i = 0; i < events; i++) {
            inHand.acquire();
            parker.park(event(i, body), failure -> inHand.release());
        }
        inHand.acquire(IN_HAND);
        return events * 1e9 / (System.nanoTime() - from);
    }

    private static Parked event(int number, String body) {
        return new Parked(
                CHANNEL,
                CHANNEL + "/" + number,
                Turn.USUAL,
                false,
                Instant.ofEpochMilli(number),
                Optional.empty(),
                String.valueOf(number),
                body,
                Optional.empty());
    }

    private static double takeAll(Store store, int events) throws IOException {
        long from = System.nanoTime();
        int taken = 0;
        List<Parked> some = take(store);
        while (!some.isEmpty()) {
            taken += some.size();
            store.delivered(some.stream().map(Parked::key).toList());
            some = take(store);
        }
        if (taken != events) {
            throw new IOException("Of %d events, %d came back.".formatted(events, taken));
        }
        return events * 1e9 / (System.nanoTime() - from);
    }

    private static List<Parked> take(Store store) {
        return store.take(CHANNEL, TOGETHER, Due.EVERYTHING, Instant.now().plus(Duration.ofMinutes(1)));
    }

    private static double size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToDouble(file -> file.toFile().length())
                    .sum();
        }
    }

    /** What each way of a commit takes, of one event. */
    void commits() throws Exception {
        for (String synchronous : List.of("FULL", "NORMAL")) {
            Path folder = Files.createTempDirectory("config-relay-bench");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"))) {
                double[] millis = commits(connection, synchronous);
                results.add(
                        "parked",
                        "a commit, synchronous=" + synchronous + ", median of " + COMMITS,
                        millis[COMMITS / 2],
                        "ms");
                results.add(
                        "parked", "a commit, synchronous=" + synchronous + ", p99", millis[COMMITS * 99 / 100], "ms");
            } finally {
                Folders.delete(folder);
            }
        }
    }

    private static double[] commits(Connection connection, String synchronous) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = " + synchronous);
            statement.execute("CREATE TABLE parked (id INTEGER PRIMARY KEY, notification TEXT)");
        }
        double[] millis = new double[COMMITS];
        String body = Notifications.SMALL.body(0);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO parked (notification) VALUES (?)")) {
            for (int i = 0; i < COMMITS; i++) {
                insert.setString(1, body);
                long from = System.nanoTime();
                insert.executeUpdate();
                millis[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    /** A relay whose only channel Slack refuses, until so many events are parked; then it takes them. */
    void whole(int few, int events) throws Exception {
        try (EmbeddedSqs sqs = EmbeddedSqs.start(0);
                CountingSlack slack = new CountingSlack(Manners.NONE)) {
            slack.refuse(true);
            String queueUrl = WholeProgram.queueOf(sqs, few);
            // Asked again every few seconds, so that what is measured does not begin with a minute's rest.
            Setup setup = new Setup(
                    1, Wants.ALL, Map.of("relay.slack.interval", "0ms", "relay.slack.retry-delay-max", "5000"));
            try (Program program = Program.relay(sqs, queueUrl, slack, setup)) {
                program.awaitReady();
                awaitParked(program, few);
                memory(program, few);
                long from = System.nanoTime();
                for (int at = few; at < events; at += few) {
                    WholeProgram.publish(sqs, queueUrl, at, Math.min(at + few, events));
                }
                awaitParked(program, events);
                double seconds = (System.nanoTime() - from) / 1e9;
                results.add("parked", "relay: from the queue into the store", (events - few) / seconds, "events/s");
                memory(program, events);
                slack.refuse(false);
                Waiting.until(() -> slack.told() == events || !program.isAlive(), Duration.ofMinutes(10));
                results.add("parked", "relay: from the store to Slack", events * 1e9 / slack.nanos(), "events/s");
                results.add("parked", "relay: events missing", events - slack.told(), "events", "0");
            }
        }
    }

    private static void awaitParked(Program program, int events) throws IOException, InterruptedException {
        while (program.isAlive() && program.metric("relay_parked") < events) {
            Waiting.pause(Duration.ofMillis(200));
        }
    }

    private void memory(Program program, int events) throws Exception {
        String what = "relay, %,d events parked: ".formatted(events);
        results.add("memory", what + "resident", program.memory(), "MiB");
        results.add("memory", what + "heap in use after a collection", program.liveHeap(), "MiB");
    }
}
