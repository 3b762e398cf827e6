package io.configrelay.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** GetObject of S3's REST API, path style, over HTTP on this machine. */
public final class S3StandIn implements AutoCloseable {

    /** The body stands in a list, because records compare arrays by identity. */
    private record Answer(int status, List<byte[]> body, Duration delay) {}

    private final Map<String, Answer> objects = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private S3StandIn(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of 127.0.0.1. */
    public static S3StandIn start() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            S3StandIn s3 = new S3StandIn(http);
            http.createContext("/", s3::answer);
            http.setExecutor(s3.threads);
            http.start();
            return s3;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps an object. */
    public void put(String bucket, String key, byte[] content) {
        objects.put("/" + bucket + "/" + key, new Answer(200, List.of(content), Duration.ZERO));
    }

    /** Refuses an object with an error of S3's, such as 403 {@code AccessDenied}. */
    public void refuse(String bucket, String key, int status, String code) {
        String error = "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
        objects.put(
                "/" + bucket + "/" + key,
                new Answer(status, List.of(error.getBytes(StandardCharsets.UTF_8)), Duration.ZERO));
    }

    /** Keeps an object that takes its time to come. */
    public void putSlow(String bucket, String key, byte[] content, Duration delay) {
        objects.put("/" + bucket + "/" + key, new Answer(200, List.of(content), delay));
    }

    /** The text, as AWS Config packs it. */
    public static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The settings with which a relay reads from it. */
    public Map<String, String> relaySettings() {
        return Map.of(
                "relay.s3.fetch", "true",
                "camel.component.aws2-s3.override-endpoint", "true",
                "camel.component.aws2-s3.uri-endpoint-override",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "camel.component.aws2-s3.force-path-style", "true",
                "camel.component.aws2-s3.use-default-credentials-provider", "false",
                "camel.component.aws2-s3.access-key", "x",
                "camel.component.aws2-s3.secret-key", "x",
                "camel.component.aws2-s3.region", "eu-west-1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = objects.getOrDefault(
                    exchange.getRequestURI().getPath(),
                    new Answer(
                            404,
                            List.of("<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8)),
                            Duration.ZERO));
            LockSupport.parkNanos(answer.delay().toNanos());
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            byte[] body = answer.body().get(0);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
