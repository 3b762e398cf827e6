package io.configrelay.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.configrelay.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for Slack over real HTTP: a webhook a channel, Slack's pace (429 with Retry-After above it), Slack's words
 * for what it refuses. Like a legacy webhook it follows the {@code channel} of a payload.
 */
public final class SlackStandIn implements AutoCloseable {

    /** Stands in every webhook's path, so that a test can look for it where no secret may be. */
    public static final String SECRET_MARK = "whsecret";

    /** The last part of every webhook's path; in the sandbox it must be known before the server starts. */
    private static final String SECRET = SECRET_MARK + "XXXXXXXXXXXXXXXX";

    /** The only bot that may post. */
    public static final String BOT_TOKEN = "xoxb-1-2-" + SECRET;

    private static final Pattern WEBHOOK = Pattern.compile("/services/T0STANDIN/([^/]+)/" + SECRET);

    private static final Answer USUAL = new Answer(200, "as usual", Map.of(), Duration.ZERO, true);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    static {
        // The JDK's server writes head and body apart; without this the client waits 40 ms for the second.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /**
     * A message that a channel shows.
     *
     * @param webhook the name in the path of the webhook that it was posted to
     * @param channel where it is shown, with a {@code #}
     * @param ts by which the Web API knows it in its channel
     * @param headers of the request
     * @param body the request's body as it came
     */
    public record Received(
            String webhook,
            String channel,
            String ts,
            Instant at,
            Map<String, List<String>> headers,
            String body,
            JsonNode payload) {}

    /** What to answer instead of the usual; a null body closes the connection without any answer. */
    public record Answer(int status, String body, Map<String, String> headers, Duration delay, boolean takes) {

        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of(), Duration.ZERO, false);
        }

        public static Answer retryAfter(int seconds) {
            return new Answer(429, "ratelimited", Map.of("Retry-After", String.valueOf(seconds)), Duration.ZERO, false);
        }

        /** As if nothing had been scripted. */
        public static Answer usual() {
            return USUAL;
        }

        public static Answer hangUp() {
            return new Answer(0, null, Map.of(), Duration.ZERO, false);
        }

        /** The message is shown, but the connection breaks before anybody is told. */
        public static Answer takeAndHangUp() {
            return new Answer(0, null, Map.of(), Duration.ZERO, true);
        }

        /** Takes nothing, and answers a byte a second for so long. */
        public static Answer drip(Duration time) {
            return new Answer(200, "x".repeat((int) time.toSeconds()), Map.of(DRIP, "1"), Duration.ZERO, false);
        }

        /** The same answer later. */
        public Answer after(Duration wait) {
            return new Answer(status, body, headers, wait, takes);
        }
    }

    /** Marks an answer that comes in drops. */
    private static final String DRIP = "X-Drip";

    private HttpServer server;
    private final int port;
    private final Map<String, HttpHandler> served = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Duration pace;
    private final Map<String, Duration> paces = new ConcurrentHashMap<>();
    private final Map<String, Duration> slow = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final Set<String> unmentionable = ConcurrentHashMap.newKeySet();
    private final Map<String, Answer> always = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> next = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> posts = new ConcurrentHashMap<>();
    private final AtomicInteger rateLimited = new AtomicInteger();

    private SlackStandIn(int port, Duration pace) {
        this.pace = pace;
        // Its own while it is away.
        this.port = port == 0 ? FreePort.find() : port;
        this.server = listen(this.port);
    }

    /**
     * Starts on this port of 127.0.0.1, or on a free one for 0.
     *
     * @param pace at least this long from one message of a webhook to its next; Slack's is a second
     */
    public static SlackStandIn start(int port, Duration pace) {
        return new SlackStandIn(port, pace);
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 100);
            http.createContext("/services/", this::webhook);
            http.createContext("/api/chat.postMessage", this::postMessage);
            served.forEach(http::createContext);
            http.setExecutor(threads);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException("Port %d of 127.0.0.1 can't be used".formatted(onPort), e);
        }
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The URL of a channel's webhook. */
    public String webhook(String channel) {
        return uri() + "/services/T0STANDIN/" + channel + "/" + SECRET;
    }

    /** Serves a path besides. */
    void serve(String path, HttpHandler handler) {
        served.put(path, handler);
        server.createContext(path, handler);
    }

    /** The URL of the Web API. */
    public String api() {
        return uri() + "/api";
    }

    /** Another pace for one webhook. */
    public void pace(String webhook, Duration pace) {
        paces.put(webhook, pace);
    }

    /** From now on this webhook answers so. */
    public void always(String webhook, Answer answer) {
        always.put(webhook, answer);
    }

    /** From now on this channel's workspace forbids mentions, or allows them again. */
    public void mentions(String webhook, boolean allowed) {
        boolean unused = allowed ? unmentionable.remove(webhook) : unmentionable.add(webhook);
    }

    /** Answers nothing that is posted to this webhook until {@link #release}. */
    public void hold(String webhook) {
        held.put(webhook, new CountDownLatch(1));
    }

    /** Answers what waits at this webhook, and what comes. */
    public void release(String webhook) {
        held.remove(webhook).countDown();
    }

    /** From now on this webhook takes so long for each answer. */
    public void slow(String webhook, Duration delay) {
        slow.put(webhook, delay);
    }

    /** From now on this webhook behaves as usual. */
    public void mend(String webhook) {
        always.remove(webhook);
    }

    /** The next posts to this webhook are answered so, one after the other, then as usual. */
    public void next(String webhook, Answer... answers) {
        next.computeIfAbsent(webhook, name -> new ConcurrentLinkedQueue<>()).addAll(List.of(answers));
    }

    /** What all channels show, in order of arrival. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** What one channel shows. */
    public List<Received> received(String channel) {
        return received.stream()
                .filter(message -> message.channel().equals(channel))
                .toList();
    }

    /** How many posts a webhook got, whatever it answered. */
    public int posts(String webhook) {
        return posts.computeIfAbsent(webhook, name -> new AtomicInteger()).get();
    }

    /** How many messages of a webhook are shown. */
    int taken(String webhook) {
        return (int) received.stream()
                .filter(message -> message.webhook().equals(webhook))
                .count();
    }

    /** How many posts all webhooks got. */
    public int allPosts() {
        return posts.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Goes away: connections are refused. */
    public void goAway() {
        server.stop(0);
    }

    /** Comes back on the same port. */
    public void comeBack() {
        server = listen(port);
    }

    /** How many posts, to all webhooks, came faster than the pace. */
    public int rateLimited() {
        return rateLimited.get();
    }

    private void webhook(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher path = WEBHOOK.matcher(exchange.getRequestURI().getPath());
        if (!path.matches()) {
            answer(exchange, Answer.of(404, "no_service"));
            return;
        }
        post(exchange, path.group(1), body, ts -> Answer.of(200, "ok"), Answer.of(403, "action_prohibited"));
    }

    /** The Web API's way: a token for all channels, always 200, and JSON that says what became of the post. */
    private void postMessage(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!("Bearer " + BOT_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, Answer.of(200, "{\"ok\":false,\"error\":\"invalid_auth\"}"));
            return;
        }
        String channel = MAPPER.readTree(body).path("channel").asText();
        if (!channel.matches("#\\S+|[CGD][A-Z0-9]+")) {
            answer(exchange, Answer.of(200, "{\"ok\":false,\"error\":\"channel_not_found\"}"));
            return;
        }
        post(
                exchange,
                channel.replaceFirst("^#", ""),
                body,
                ts -> Answer.of(200, "{\"ok\":true,\"channel\":\"C0STANDIN\",\"ts\":\"" + ts + "\"}"),
                Answer.of(200, "{\"ok\":false,\"error\":\"restricted_action\"}"));
    }

    private void post(HttpExchange exchange, String webhook, String body, Function<String, Answer> ok, Answer forbidden)
            throws IOException {
        posts.computeIfAbsent(webhook, name -> new AtomicInteger()).incrementAndGet();
        Queue<Answer> scripted = next.get(webhook);
        Answer fault = scripted == null ? null : scripted.poll();
        if (USUAL.equals(fault)) {
            fault = null;
        } else if (fault == null) {
            fault = always.get(webhook);
        }
        if (fault == null || fault.takes()) {
            Answer usual = take(webhook, exchange, body, ok, forbidden);
            fault = fault == null ? usual.after(slow.getOrDefault(webhook, Duration.ZERO)) : fault;
        }
        CountDownLatch hold = held.get(webhook);
        if (hold != null) {
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        answer(exchange, fault);
    }

    private synchronized Answer take(
            String webhook, HttpExchange exchange, String body, Function<String, Answer> ok, Answer forbidden) {
        long now = System.nanoTime();
        Long before = last.get(webhook);
        if (before != null && now - before < paces.getOrDefault(webhook, pace).toNanos()) {
            rateLimited.incrementAndGet();
            return Answer.retryAfter(1);
        }
        last.put(webhook, now);
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        try {
            String json = contentType != null && contentType.startsWith("application/x-www-form-urlencoded")
                    ? URLDecoder.decode(body.replaceFirst("^payload=", ""), StandardCharsets.UTF_8)
                    : body;
            JsonNode payload = MAPPER.readTree(json);
            String refusal = SlackRules.refusal(payload).orElse(null);
            if (refusal != null) {
                return Answer.of(400, refusal);
            }
            if (unmentionable.contains(webhook) && SlackRules.mentions(payload)) {
                return forbidden;
            }
            String channel = payload.path("channel").asText("#" + webhook);
            String ts = "1795500000.%06d".formatted(received.size());
            received.add(
                    new Received(webhook, channel, ts, Instant.now(), exchange.getRequestHeaders(), body, payload));
            return ok.apply(ts);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Answer.of(400, "invalid_payload");
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            if (!answer.delay().isZero()) {
                // The server's own slowness is what is wanted here; the test waits for its consequences.
                LockSupport.parkNanos(answer.delay().toNanos());
            }
            if (answer.body() == null) {
                throw new IOException("Hung up, as asked for");
            }
            if (answer.headers().containsKey(DRIP)) {
                drip(exchange, answer.body());
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, answer.status(), "text/plain", answer.body());
        }
    }

    private static void drip(HttpExchange exchange, String text) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            exchange.getResponseBody().write(one);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("X-Slack-Req-Id", "req-" + REQUESTS.incrementAndGet());
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
