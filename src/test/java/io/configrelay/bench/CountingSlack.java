package io.configrelay.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A Slack that is light enough to take a million events: it holds nothing but which event was told in which channel, by the
 * number in the security group's id. At {@code /<channel>} it takes a post, unless it comes before the pace allows.
 */
final class CountingSlack implements AutoCloseable {

    private static final byte[] ID = "sg-".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 17;

    /** How long an answer takes, and how far one post must be from the next. */
    record Manners(Duration answer, Duration pace) {

        /** Answers at once whatever comes. */
        static final Manners NONE = new Manners(Duration.ZERO, Duration.ZERO);

        /** One message a second and channel. */
        static final Manners PACE = new Manners(Duration.ZERO, Duration.ofSeconds(1));
    }

    private static final class Channel {
        private final BitSet told = new BitSet();
        private long last = Long.MIN_VALUE;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Manners manners;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger tooFast = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicLong firstAt = new AtomicLong();
    private volatile long lastAt;
    private volatile boolean refuses;

    CountingSlack(Manners manners) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.manners = manners;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.createContext("/", this::post);
        server.setExecutor(threads);
        server.start();
    }

    String webhook(int channel) {
        return "http://127.0.0.1:%d/c%d".formatted(server.getAddress().getPort(), channel);
    }

    /** Answers 503 from here on, or takes posts again. */
    void refuse(boolean refuse) {
        refuses = refuse;
    }

    /** Posts that were taken. */
    int posts() {
        return posts.get();
    }

    /** Posts that were answered 429. */
    int tooFast() {
        return tooFast.get();
    }

    /** How many pairs of event and channel it has, each counted once. */
    int told() {
        return told.get();
    }

    /** Nanoseconds from the first post to the last that told something new. */
    long nanos() {
        return lastAt - firstAt.get();
    }

    /** When, by {@link System#nanoTime}, the last post came that told something new. */
    long lastAt() {
        return lastAt;
    }

    private void post(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (refuses) {
                answer(exchange, 503, "service_unavailable");
                return;
            }
            firstAt.compareAndSet(0, System.nanoTime());
            if (!manners.answer().isZero()) {
                LockSupport.parkNanos(manners.answer().toNanos());
            }
            Channel channel = channels.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new Channel());
            if (take(channel, body)) {
                posts.incrementAndGet();
                answer(exchange, 200, "ok");
            } else {
                tooFast.incrementAndGet();
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, "ratelimited");
            }
        }
    }

    private boolean take(Channel channel, byte[] body) {
        synchronized (channel) {
            long now = System.nanoTime();
            if (channel.last != Long.MIN_VALUE
                    && now - channel.last < manners.pace().toNanos()) {
                return false;
            }
            channel.last = now;
            int before = channel.told.cardinality();
            for (int at = 0; at + ID.length + DIGITS <= body.length; at++) {
                if (body[at] == ID[0] && body[at + 1] == ID[1] && body[at + 2] == ID[2]) {
                    channel.told.set(number(body, at + ID.length));
                }
            }
            int more = channel.told.cardinality() - before;
            if (more > 0) {
                lastAt = now;
                told.addAndGet(more);
            }
            return true;
        }
    }

    private static int number(byte[] body, int from) {
        return Integer.parseInt(new String(body, from, DIGITS, StandardCharsets.US_ASCII), 16);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
