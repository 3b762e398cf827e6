package io.configrelay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Posts as SNS does: JSON that calls itself plain text. */
final class SnsClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;

    SnsClient() {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    SnsClient(HttpClient http) {
        this.http = http;
    }

    /** An answer: the status, and the word of its one JSON key. */
    record Answer(int status, String word) {

        static Answer of(HttpResponse<String> response) {
            try {
                JsonNode body = MAPPER.readTree(response.body());
                String key = response.statusCode() < 300 ? "result" : "error";
                if (body.size() != 1 || !body.path(key).isTextual()) {
                    throw new AssertionError("Not one short JSON object: " + response.body());
                }
                return new Answer(response.statusCode(), body.path(key).asText());
            } catch (IOException e) {
                throw new AssertionError("No JSON: " + response.body(), e);
            }
        }
    }

    /** A POST of this body, to which headers can be added. */
    static HttpRequest.Builder request(URI url, String body) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("User-Agent", "Amazon Simple Notification Service Agent")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    Answer post(URI url, String body) throws IOException, InterruptedException {
        return send(request(url, body).build());
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        return Answer.of(http.send(request, BodyHandlers.ofString()));
    }

    CompletableFuture<Answer> postAsync(URI url, String body) {
        return http.sendAsync(request(url, body).build(), BodyHandlers.ofString())
                .thenApply(Answer::of);
    }
}
