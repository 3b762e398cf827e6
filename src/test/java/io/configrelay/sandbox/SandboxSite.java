package io.configrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The sandbox's page and what it asks for. Answers this machine alone, and no page of another site. */
final class SandboxSite {

    /** How Slack can be broken, by the words of the page; none for well. */
    private static final Map<String, Answer> FAULTS = new LinkedHashMap<>();

    private static final String WELL = "well";
    private static final String SLOW = "slow: 5 s";

    static {
        FAULTS.put(WELL, null);
        FAULTS.put("429 ratelimited", Answer.retryAfter(2));
        FAULTS.put("500 internal_error", Answer.of(500, "internal_error"));
        FAULTS.put("404 no_service", Answer.of(404, "no_service"));
        FAULTS.put("410 channel_is_archived", Answer.of(410, "channel_is_archived"));
        FAULTS.put(SLOW, null);
    }

    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/page.js", "page.js",
            "/blocks.js", "blocks.js",
            "/page.css", "page.css");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LARGEST = 1_000_000;

    private final SlackStandIn slack;
    private final Sandbox sandbox;
    private final Map<String, String> faults = new LinkedHashMap<>();

    SandboxSite(SlackStandIn slack, Sandbox sandbox, List<String> webhooks) {
        this.slack = slack;
        this.sandbox = sandbox;
        webhooks.forEach(webhook -> faults.put(webhook, WELL));
        slack.serve("/", this::answer);
    }

    /** Something that the page does, with what it sent. */
    private interface Action {
        Object of(JsonNode body) throws Exception;
    }

    private final Map<String, Action> actions = Map.of(
            "/api/send", body -> send(body),
            "/api/burst", body -> Map.of("sent", burst()),
            "/api/fault", body -> fault(body),
            "/api/replay", body -> Map.of("lines", replay()),
            "/api/why", body -> why(body));

    private Object send(JsonNode body) throws Exception {
        String event = body.path("event").asText();
        JsonNode explained = sandbox.explain(List.of(event));
        sandbox.send(event, body.path("via").asText());
        return explained;
    }

    private int burst() {
        return sandbox.burst();
    }

    private List<String> replay() throws Exception {
        return sandbox.replay();
    }

    private Object why(JsonNode body) {
        return sandbox.why(slack.received().get(body.path("index").asInt()));
    }

    private Object fault(JsonNode body) {
        String webhook = body.path("webhook").asText();
        String fault = body.path("fault").asText();
        if (!faults.containsKey(webhook) || !FAULTS.containsKey(fault)) {
            throw new IllegalArgumentException("There is no such fault");
        }
        faults.put(webhook, fault);
        slack.mend(webhook);
        slack.slow(webhook, fault.equals(SLOW) ? Duration.ofSeconds(5) : Duration.ZERO);
        if (FAULTS.get(fault) != null) {
            slack.always(webhook, FAULTS.get(fault));
        }
        return Map.of();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; frame-ancestors 'none'");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            if (!isOwn(exchange)) {
                send(exchange, 403, "text/plain", "Only this machine's own page may ask");
            } else if (exchange.getRequestMethod().equals("POST") && actions.containsKey(path)) {
                act(exchange, actions.get(path));
            } else if (path.equals("/api/stream")) {
                stream(exchange);
            } else if (path.equals("/api/samples")) {
                send(exchange, 200, "application/json", MAPPER.writeValueAsString(SampleEvents.names()));
            } else if (path.equals("/api/sample")) {
                String name = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
                boolean known = SampleEvents.names().contains(name);
                send(exchange, known ? 200 : 404, "text/plain", known ? SampleEvents.text(name) : "");
            } else if (FILES.containsKey(path)) {
                file(exchange, FILES.get(path));
            } else {
                send(exchange, 404, "text/plain", "Not here");
            }
        }
    }

    /** No other site's page may ask, whatever name it gave this address. */
    private static boolean isOwn(HttpExchange exchange) {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?")
                && (origin == null || origin.equals("http://" + host));
    }

    private static void act(HttpExchange exchange, Action action) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
            Object result = action.of(MAPPER.readTree(body));
            send(exchange, 200, "application/json", MAPPER.writeValueAsString(result));
        } catch (Exception e) {
            send(
                    exchange,
                    400,
                    "application/json",
                    MAPPER.writeValueAsString(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    private static void file(HttpExchange exchange, String name) throws IOException {
        try (InputStream file = SandboxSite.class.getResourceAsStream("/sandbox/" + name)) {
            String type = name.endsWith("html") ? "text/html" : name.endsWith("css") ? "text/css" : "text/javascript";
            send(exchange, 200, type, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Messages as they arrive, and how Slack does; until the page goes away. */
    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        int shown = 0;
        String known = "";
        int quiet = 0;
        while (true) {
            List<Received> received = slack.received();
            boolean news = false;
            for (; shown < received.size(); shown++) {
                event(out, "message", message(shown, received.get(shown)));
                news = true;
            }
            String status = MAPPER.writeValueAsString(status());
            if (!status.equals(known)) {
                event(out, "status", status);
                known = status;
                news = true;
            }
            if (!news && ++quiet % 20 == 0) {
                // Only by writing does one hear that nobody reads any more.
                out.write(": quiet\n\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    private static void event(OutputStream out, String name, String data) throws IOException {
        out.write("event: %s\ndata: %s\n\n".formatted(name, data).getBytes(StandardCharsets.UTF_8));
    }

    private static String message(int index, Received message) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", index);
        json.put("channel", message.channel());
        json.put("ts", message.ts());
        json.put("at", message.at().toString());
        json.put("payload", message.payload());
        return MAPPER.writeValueAsString(json);
    }

    private Map<String, Object> status() {
        List<Map<String, Object>> rows = faults.entrySet().stream()
                .map(fault -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("webhook", fault.getKey());
                    row.put("fault", fault.getValue());
                    row.put("posts", slack.posts(fault.getKey()));
                    row.put("refused", slack.posts(fault.getKey()) - slack.taken(fault.getKey()));
                    return row;
                })
                .toList();
        return Map.of("letters", sandbox.letters(), "faults", rows, "choices", List.copyOf(FAULTS.keySet()));
    }
}
