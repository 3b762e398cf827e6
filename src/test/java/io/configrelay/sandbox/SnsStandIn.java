package io.configrelay.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * What SNS has on the web, over HTTP on this machine: certificates, and the URLs that confirm subscriptions. It signs
 * messages with a certificate of its own authority.
 */
public final class SnsStandIn implements AutoCloseable {

    public static final String REGION = "eu-west-1";
    public static final String HOST = "sns." + REGION + ".amazonaws.com";
    public static final String TOPIC = "arn:aws:sns:" + REGION + ":123456789012:config";
    public static final String SUBSCRIBE_URL =
            "https://" + HOST + "/?Action=ConfirmSubscription&TopicArn=" + TOPIC + "&Token=2336412f37fb687f5d51e6e2";

    /** The name that SNS's signing certificates have in most regions. */
    public static final String SIGNER = "sns.amazonaws.com";

    /** An answer to a GET. */
    public record Answer(int status, String body, String location, long delayMillis) {
        public static Answer of(int status, String body) {
            return new Answer(status, body, null, 0);
        }
    }

    /** One for the process: keys take their time. */
    private static final TestAuthority AUTHORITY = new TestAuthority();

    private static final TestAuthority.Issued ISSUED = AUTHORITY.issue(SIGNER);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> visited = new CopyOnWriteArrayList<>();
    private final List<String> requested = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private SnsStandIn(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of 127.0.0.1. */
    public static SnsStandIn start() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            SnsStandIn sns = new SnsStandIn(http);
            http.createContext("/", sns::answer);
            http.setExecutor(sns.threads);
            http.start();
            return sns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who issued its certificates. */
    public TestAuthority authority() {
        return AUTHORITY;
    }

    /** Messages that it signs, {@code 1} or {@code 2}. */
    public SnsMessages messages(String version) {
        return new SnsMessages(ISSUED.key(), certificate("signer", ISSUED.pem()), version);
    }

    /** Serves a certificate, or something else in its place, and tells its URL. */
    public String certificate(String name, String pem) {
        return certificate(name, Answer.of(200, pem));
    }

    /** Serves this answer in the place of a certificate, and tells its URL. */
    public String certificate(String name, Answer answer) {
        String path = "/SimpleNotificationService-" + name + ".pem";
        answers.put(path, answer);
        return "https://" + HOST + path;
    }

    /** The answer to visits of SubscribeURLs; as long as nothing is said, it is 200. */
    public void confirmations(Answer answer) {
        answers.put("/", answer);
    }

    /** Every path and query that arrived here, in order. */
    public List<String> requested() {
        return List.copyOf(requested);
    }

    /** Every URL that {@link #client} was asked for, in order. */
    public List<String> visited() {
        return List.copyOf(visited);
    }

    /** Where it listens, without TLS. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A client that takes this server for every host, and notes what it was asked for. */
    public SdkHttpClient client() {
        SdkHttpClient http = Apache5HttpClient.create();
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                visited.add(request.httpRequest().getUri().toString());
                return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(request.httpRequest()
                                .copy(copy -> copy.protocol("http")
                                        .host("127.0.0.1")
                                        .port(server.getAddress().getPort())))
                        .build());
            }

            @Override
            public void close() {
                http.close();
            }
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requested.add(exchange.getRequestURI().toString());
            Answer answer = answers.getOrDefault(
                    path,
                    path.equals("/")
                                    && String.valueOf(exchange.getRequestURI().getQuery())
                                            .contains("Action=")
                            ? Answer.of(200, "<ConfirmSubscriptionResponse/>")
                            : Answer.of(404, "<Error/>"));
            LockSupport.parkNanos(answer.delayMillis() * 1_000_000);
            if (answer.location() != null) {
                exchange.getResponseHeaders().add("Location", answer.location());
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
