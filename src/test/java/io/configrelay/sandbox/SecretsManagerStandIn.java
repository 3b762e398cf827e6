package io.configrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** GetSecretValue of AWS Secrets Manager's JSON protocol, over HTTP on this machine. */
public final class SecretsManagerStandIn implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean denies;

    private SecretsManagerStandIn(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of 127.0.0.1. */
    public static SecretsManagerStandIn start() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            SecretsManagerStandIn standIn = new SecretsManagerStandIn(http);
            http.createContext("/", standIn::answer);
            http.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a secret, in the place of an older one of the same name. */
    public void put(String name, String secret) {
        secrets.put(name, secret);
    }

    /** Refuses everybody from now on. */
    public void deny() {
        denies = true;
    }

    /** How often it was asked for a secret. */
    public int asked() {
        return asked.get();
    }

    /** The settings with which a relay reads from it. */
    public Map<String, String> relaySettings() {
        String prefix = "camel.component.aws-secrets-manager.";
        return Map.of(
                prefix + "override-endpoint", "true",
                prefix + "uri-endpoint-override",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                prefix + "use-default-credentials-provider", "false",
                prefix + "access-key", "x",
                prefix + "secret-key", "x",
                prefix + "region", "eu-west-1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            JsonNode request = MAPPER.readTree(exchange.getRequestBody());
            String name = request.path("SecretId").asText();
            Map<String, String> body = new HashMap<>();
            if (!"secretsmanager.GetSecretValue"
                    .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
                body.put("__type", "UnknownOperationException");
            } else if (denies) {
                body.put("__type", "AccessDeniedException");
            } else if (!secrets.containsKey(name)) {
                body.put("__type", "ResourceNotFoundException");
            } else {
                body.put("Name", name);
                body.put("SecretString", secrets.get(name));
            }
            byte[] json = MAPPER.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(body.containsKey("__type") ? 400 : 200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
