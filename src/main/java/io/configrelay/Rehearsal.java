package io.configrelay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.configrelay.event.Json;
import io.configrelay.rules.RouteFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;

/**
 * A relay that runs once from its start to its stop, with one notification and a look at health and metrics, so that the
 * JVM can archive what it loaded. This process plays SQS and Slack itself, on a free port of 127.0.0.1; nothing else is
 * connected to.
 */
final class Rehearsal implements AutoCloseable {

    private static final int SECONDS = 60;

    private static final String CHANNEL = """
            - templatedRoute:
                routeTemplateRef: slack-channel
                routeId: channel-rehearsal
                parameters:
                  - name: name
                    value: rehearsal
                  - name: match
                    value: $[?(@.resourceType == 'AWS::EC2::SecurityGroup')]
                  - name: webhook
                    value: %s/slack
            """;

    private final HttpServer server;
    private final Path folder;
    private final int managementPort = freePort();
    private final AtomicBoolean received = new AtomicBoolean();
    private final CountDownLatch delivered = new CountDownLatch(1);

    Rehearsal() throws IOException {
        folder = Files.createTempDirectory("config-relay-rehearsal");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/slack", exchange -> answer(exchange, "ok"));
        server.createContext("/", exchange -> answer(exchange, Json.write(sqs(exchange))));
        server.start();
    }

    /**
     * Runs it.
     *
     * @param routes the folder whose routes are run; the teams' channels in it are not
     * @return whether the notification was delivered
     */
    boolean run(Path routes) throws Exception {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        for (Path file : RouteFiles.routes(routes)) {
            Path name = routes.relativize(file);
            if (!name.startsWith("channels")) {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.copy(file, folder.resolve(name));
            }
        }
        Files.writeString(folder.resolve("rehearsal.camel.yaml"), CHANNEL.formatted(url));
        Main main = new Relay(folder.resolve("none.properties"), folder, Map.of(), settings(url)).main();
        main.start();
        try {
            boolean told = delivered.await(SECONDS, TimeUnit.SECONDS);
            ask("health");
            ask("metrics");
            return told;
        } finally {
            main.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks the relay as who watches it does; any answer will do. */
    private void ask(String path) throws IOException {
        URL url = new URL("http://127.0.0.1:%d/observe/%s".formatted(managementPort, path));
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.getResponseCode();
        connection.disconnect();
    }

    private Map<String, String> settings(String url) {
        return Map.ofEntries(
                Map.entry("camel.component.aws2-sqs.override-endpoint", "true"),
                Map.entry("camel.component.aws2-sqs.uri-endpoint-override", url),
                Map.entry("camel.component.aws2-sqs.use-default-credentials-provider", "false"),
                Map.entry("camel.component.aws2-sqs.access-key", "none"),
                Map.entry("camel.component.aws2-sqs.secret-key", "none"),
                Map.entry("camel.component.aws2-sqs.region", "us-east-1"),
                Map.entry("relay.dead-letter", "file:" + folder.resolve("dead-letters")),
                Map.entry("relay.store", folder.resolve("state").toString()),
                Map.entry("relay.store.file", ""),
                Map.entry("relay.management.port", String.valueOf(managementPort)));
    }

    /** What SQS answers: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html. */
    private Map<String, Object> sqs(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Map<String, Object> request = Json.object(Json.read(text(exchange.getRequestBody())));
        return switch (target.substring(target.indexOf('.') + 1)) {
            case "GetQueueUrl" -> Map.of("QueueUrl", "http://127.0.0.1/000000000000/rehearsal");
            case "GetQueueAttributes" -> Map.of("Attributes", Map.of("VisibilityTimeout", "60"));
            case "ReceiveMessage" -> received.getAndSet(true) ? Map.of() : Map.of("Messages", List.of(message()));
            case "DeleteMessageBatch" -> {
                delivered.countDown();
                Map<?, ?> entry = (Map<?, ?>) ((List<?>) request.get("Entries")).get(0);
                yield Map.of("Successful", List.of(Map.of("Id", entry.get("Id"))), "Failed", List.of());
            }
            default -> Map.of();
        };
    }

    private static Map<String, Object> message() throws IOException {
        try (InputStream resource = Rehearsal.class.getResourceAsStream("rehearsal.json")) {
            String body = text(resource);
            byte[] md5 = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return Map.of(
                    "MessageId",
                    "rehearsal",
                    "ReceiptHandle",
                    "rehearsal",
                    "Body",
                    body,
                    "MD5OfBody",
                    HexFormat.of().formatHex(md5));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5.", e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        FileUtil.removeDir(folder.toFile());
    }
}
