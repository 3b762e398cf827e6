package io.configrelay.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.configrelay.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the relay and an SQS server, and can be away, or fail one kind of request. */
public final class SqsProxy implements AutoCloseable {

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "http2-settings", "transfer-encoding");

    private final URI sqs;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger failing = new AtomicInteger();
    private final Map<String, Integer> forwarded = new ConcurrentHashMap<>();
    private final Set<Object> receiving = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private HttpServer server;

    private SqsProxy(URI sqs) {
        this.sqs = sqs;
        this.server = listen(FreePort.find());
        this.port = server.getAddress().getPort();
    }

    /** Starts in front of this server, on a free port of 127.0.0.1 that stays its own while it is away. */
    public static SqsProxy before(EmbeddedSqs sqs) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        return new SqsProxy(sqs.endpoint());
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Goes away: connections are refused. */
    public void goAway() {
        server.stop(0);
    }

    /** Comes back on the same port. */
    public void comeBack() {
        server = listen(port);
    }

    /** How many requests went through it. */
    public int forwarded() {
        return forwarded.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Lets no ReceiveMessage through from here on, until {@link #release}. */
    public void holdReceives() {
        held = new CountDownLatch(1);
    }

    /** Whether a ReceiveMessage that was let through has no answer yet. */
    public boolean isReceiving() {
        return !receiving.isEmpty();
    }

    /** Lets through what waits, and what comes. */
    public void release() {
        held.countDown();
    }

    /** How many requests went through it, by SQS's name of the action; "ReceiveMessage, empty" for those in vain. */
    public Map<String, Integer> actions() {
        return new TreeMap<>(forwarded);
    }

    /** The next so many DeleteMessageBatch requests fail with HTTP 500. */
    public void failDeletes(int count) {
        failing.set(count);
    }

    /** How many of those that shall fail have not come yet. */
    public int deletesToFail() {
        return Math.max(0, failing.get());
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 100);
            http.createContext("/", this::forward);
            http.setExecutor(threads);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            String action = target.substring(target.indexOf('.') + 1);
            if (action.equals("DeleteMessageBatch") && failing.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            boolean receives = action.equals("ReceiveMessage");
            if (receives) {
                awaitRelease(exchange);
            }
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(sqs).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean inVain = receives && !new String(answer.body(), StandardCharsets.UTF_8).contains("ReceiptHandle");
            forwarded.merge(inVain ? action + ", empty" : action, 1, Integer::sum);
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            receiving.remove(exchange);
        }
    }

    /** Notes it first and looks then, so that who holds receives either sees this one or holds it. */
    private void awaitRelease(HttpExchange exchange) throws InterruptedException {
        receiving.add(exchange);
        while (held.getCount() > 0) {
            receiving.remove(exchange);
            held.await();
            receiving.add(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
