package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.SnsClient.Answer;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SnsMessages;
import io.configrelay.sandbox.SnsStandIn;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint over HTTP: what SNS sends arrives in the channels, and whatever else is sent is refused. */
class SnsEndpointTest {

    private static final String SECRET = "whsecret-of-raw-delivery";

    @TempDir
    private Path folder;

    private final SnsClient client = new SnsClient();
    private final SnsStandIn sns = SnsStandIn.start();
    private final SnsMessages messages = sns.messages("2");
    private RelayUnderTest relay;

    @BeforeEach
    void prepare() {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20))
                .listeningTo(sns)
                .with("relay.sqs.enabled", "false");
    }

    @AfterEach
    void stop() {
        relay.close();
        sns.close();
    }

    @Test
    void aNotificationIsAnsweredWhenItsChannelsHaveIt() throws Exception {
        relay.start();

        assertThat(post(messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"))))
                .isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.slack().received()).hasSize(3);
        MeterRegistry metrics = relay.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
        assertThat(metrics.counter("relay.events.received", "source", "sns-http")
                        .count())
                .isEqualTo(1);
        assertThat(metrics.counter("relay.sns.requests", "outcome", "delivered").count())
                .isEqualTo(1);
    }

    @Test
    void whatSnsSendsTwiceIsPostedOnce() throws Exception {
        relay.start();
        String message = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"));

        assertThat(post(message)).isEqualTo(new Answer(200, "delivered"));
        assertThat(post(message)).isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.slack().received()).hasSize(3);
    }

    @Test
    void whatComesBySqsAndBySnsIsPostedOnce() throws Exception {
        relay.with("relay.sqs.enabled", "true").start();
        String message = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"));

        relay.publish(message);
        relay.awaitDone();

        assertThat(post(message)).isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.slack().received()).hasSize(3);
    }

    @Test
    void whatIsNotDoneInTimeGoesOnAndIsPostedOnce() throws Exception {
        relay.with("relay.sns.answer-within", "1s").start();
        relay.slack().hold("security");
        String message = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"));

        assertThat(post(message)).isEqualTo(new Answer(503, "not_done_in_time"));
        assertThat(post(message)).isEqualTo(new Answer(503, "not_done_in_time"));
        CompletableFuture<Answer> third = client.postAsync(relay.snsUrl(), message);
        relay.slack().release("security");

        // The third try waits for the end of what the first began, or finds it delivered.
        assertThat(third.get(120, SECONDS).status()).isIn(200, 503);
        await().atMost(120, SECONDS).until(() -> post(message).equals(new Answer(200, "delivered")));
        for (String channel : List.of("#network", "#security", "#config_monitor")) {
            assertThat(relay.slack().received(channel)).as(channel).hasSize(1);
        }
        assertThat(relay.deadLetters()).isEmpty();
    }

    @Test
    void whatIsParkedIsDone() throws Exception {
        relay.start();
        relay.slack().always("security", SlackStandIn.Answer.of(503, "service_unavailable"));

        assertThat(post(messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"))))
                .isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.parked("security")).isEqualTo(1);
        assertThat(relay.slack().received("#network")).hasSize(1);
        relay.slack().mend("security");
        relay.awaitDone();

        assertThat(relay.slack().received("#security")).hasSize(1);
        assertThat(relay.deadLetters()).isEmpty();
    }

    @Test
    void whatSlackRefusesIsADeadLetterAndDone() throws Exception {
        relay.start();
        relay.slack().always("security", SlackStandIn.Answer.of(404, "no_service"));

        assertThat(post(messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"))))
                .isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("channel").asText()).isEqualTo("security");
            assertThat(letter.path("notification").asText()).contains("sg-1");
        });
    }

    @Test
    void whatIsNoAwsConfigMessageIsADeadLetterAndDone() throws Exception {
        relay.start();

        assertThat(post(messages.notification(SnsStandIn.TOPIC, "Hello from another service")))
                .isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.path("reason").asText()).isEqualTo("not_json"));
    }

    @Test
    void whenNoDeadLetterCanBeWrittenSnsKeepsTheNotification() throws Exception {
        relay.start();
        Files.writeString(folder.resolve("dead-letters"), "not a folder any more");
        relay.slack().always("security", SlackStandIn.Answer.of(404, "no_service"));

        assertThat(post(messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"))))
                .isEqualTo(new Answer(503, "not_delivered"));
    }

    @Test
    void atItsBoundTheRelayTellsSnsToComeAgain() throws Exception {
        // So long that all twenty come while the first five wait, on a busy machine, too.
        relay.with("relay.sns.max-in-flight", "5")
                .with("relay.sns.answer-within", "8s")
                .start();
        relay.slack().hold("security");

        List<Answer> answers = parallel(IntStream.range(0, 20)
                .mapToObj(i -> messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-" + i))));

        assertThat(answers)
                .filteredOn(new Answer(503, "not_done_in_time")::equals)
                .hasSizeBetween(1, 5);
        assertThat(answers).filteredOn(new Answer(503, "busy")::equals).hasSizeGreaterThanOrEqualTo(15);
        relay.slack().release("security");
    }

    @Test
    void manyAtOnceAreAFewDigests() throws Exception {
        relay.close();
        // Without the classic channel, which has a message of its own for each.
        Path routes = TestRoutes.copy(folder);
        Files.delete(routes.resolve("channels/all-changes.camel.yaml"));
        relay = new RelayUnderTest(folder, Duration.ofSeconds(1))
                .listeningTo(sns)
                .routes(routes)
                .with("relay.sqs.enabled", "false")
                .with("relay.sns.answer-within", "120s")
                .with("camel.component.http.response-timeout", "120000")
                .start();
        // Answered when all have come: how long that takes on this machine doesn't matter then.
        relay.slack().hold("network");
        relay.slack().hold("security");
        List<String> many = IntStream.range(0, 200)
                .mapToObj(i -> messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-%08d".formatted(i))))
                .toList();
        long start = System.nanoTime();
        CompletableFuture<List<Answer>> all = CompletableFuture.supplyAsync(() -> parallel(many.stream()));
        for (String channel : List.of("network", "security")) {
            await().atMost(120, SECONDS)
                    .until(() -> relay.management("/observe/metrics")
                            .contains("relay_in_flight{channel=\"%s\"} 200.0".formatted(channel)));
            relay.slack().release(channel);
        }
        List<Answer> answers = all.join();
        System.out.printf("200 notifications at once: answered in %.1f s%n", (System.nanoTime() - start) / 1e9);

        assertThat(answers).hasSize(200).containsOnly(new Answer(200, "delivered"));
        // One post a second: that few posts are that few seconds.
        assertThat(relay.slack().received("#network")).hasSizeLessThanOrEqualTo(4);
        assertThat(relay.slack().received("#security")).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aSubscriptionIsConfirmedAtItsTopicsRegionOnly() throws Exception {
        relay.start();

        assertThat(post(messages.confirmation("SubscriptionConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL)))
                .isEqualTo(new Answer(200, "confirmed"));
        assertThat(sns.visited())
                .extracting(url -> URLDecoder.decode(url, StandardCharsets.UTF_8))
                .containsExactly(messages.certificateUrl(), SnsStandIn.SUBSCRIBE_URL);
    }

    static Stream<String> wrongSubscribeUrls() {
        return Stream.of(
                SnsStandIn.SUBSCRIBE_URL.replace("https:", "http:"),
                SnsStandIn.SUBSCRIBE_URL.replace("eu-west-1.amazonaws.com/", "us-east-1.amazonaws.com/"),
                SnsStandIn.SUBSCRIBE_URL.replace("amazonaws.com/", "amazonaws.com.cn/"),
                SnsStandIn.SUBSCRIBE_URL.replace("amazonaws.com/", "amazonaws.com./"),
                SnsStandIn.SUBSCRIBE_URL.replace("amazonaws.com/", "amazonaws.com:8443/"),
                SnsStandIn.SUBSCRIBE_URL.replace("amazonaws.com/", "amazonaws.com@attacker.example/"),
                SnsStandIn.SUBSCRIBE_URL.replace("https://", "https://user@"),
                SnsStandIn.SUBSCRIBE_URL.replace("/?", "/elsewhere?"),
                "https://attacker.example/?Action=ConfirmSubscription",
                "https://169.254.169.254/latest/meta-data/");
    }

    @ParameterizedTest
    @MethodSource("wrongSubscribeUrls")
    void noOtherUrlIsVisitedEvenWhenItIsSigned(String url) throws Exception {
        relay.start();

        assertThat(post(messages.confirmation("SubscriptionConfirmation", SnsStandIn.TOPIC, url)))
                .isEqualTo(new Answer(403, "bad_subscribe_url"));
        assertThat(sns.visited()).containsExactly(messages.certificateUrl());
    }

    @Test
    void aConfirmationThatFailsIsToldToComeAgainAndNoRedirectIsFollowed() throws Exception {
        relay.start();
        String message = messages.confirmation("SubscriptionConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL);

        sns.confirmations(new SnsStandIn.Answer(302, "", "https://attacker.example/", 0));
        assertThat(post(message)).isEqualTo(new Answer(503, "not_confirmed"));
        sns.confirmations(SnsStandIn.Answer.of(500, ""));
        assertThat(post(message)).isEqualTo(new Answer(503, "not_confirmed"));
        sns.confirmations(SnsStandIn.Answer.of(200, "<ok/>"));
        assertThat(post(message)).isEqualTo(new Answer(200, "confirmed"));

        assertThat(sns.visited()).noneMatch(url -> url.contains("attacker"));
    }

    @Test
    void theEndOfASubscriptionIsOnlyTold() throws Exception {
        relay.start();

        assertThat(post(messages.confirmation("UnsubscribeConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL)))
                .isEqualTo(new Answer(200, "unsubscribed"));
        assertThat(sns.visited()).containsExactly(messages.certificateUrl());
    }

    @Test
    void withoutListedTopicsEverythingIsRefused() throws Exception {
        relay.with("relay.sns.topic-arns", "").start();

        assertThat(post(messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"))))
                .isEqualTo(new Answer(403, "topic_not_listed"));
        assertThat(post(messages.confirmation("SubscriptionConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL)))
                .isEqualTo(new Answer(403, "topic_not_listed"));
        assertThat(sns.visited()).isEmpty();
        assertThat(relay.slack().received()).isEmpty();
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        relay.start();
        String message = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1"));
        URI sns = relay.snsUrl();

        assertThat(client.post(sns.resolve("/"), message)).isEqualTo(new Answer(404, "not_found"));
        assertThat(client.post(sns.resolve("/sns/guess"), message)).isEqualTo(new Answer(404, "not_found"));
        assertThat(client.post(sns.resolve("/snsx"), message)).isEqualTo(new Answer(404, "not_found"));
        assertThat(client.post(sns.resolve("/observe/metrics"), message)).isEqualTo(new Answer(404, "not_found"));
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            HttpRequest request = HttpRequest.newBuilder(sns)
                    .method(method, BodyPublishers.noBody())
                    .build();
            assertThat(client.send(request)).as(method).isEqualTo(new Answer(405, "method_not_allowed"));
        }
        assertThat(relay.slack().received()).isEmpty();
    }

    @Test
    void whatIsTooLargeOrNoMessageIsRefused() throws Exception {
        relay.start();

        assertThat(post("x".repeat(300 * 1024 + 1))).isEqualTo(new Answer(413, "too_large"));
        assertThat(post("x".repeat(300 * 1024))).isEqualTo(new Answer(400, "not_sns_message"));
        assertThat(post("")).isEqualTo(new Answer(400, "not_sns_message"));
        assertThat(post("{}")).isEqualTo(new Answer(400, "not_sns_message"));
        HttpRequest latin1 = SnsClient.request(relay.snsUrl(), "")
                .POST(BodyPublishers.ofByteArray("{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1)))
                .build();
        assertThat(client.send(latin1)).isEqualTo(new Answer(400, "not_sns_message"));
        HttpRequest chunked = SnsClient.request(relay.snsUrl(), "")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[400 * 1024])))
                .build();
        assertThat(client.send(chunked)).isEqualTo(new Answer(413, "too_large"));
        delivers();
    }

    @Test
    void whoSendsTooMuchStillReadsWhy() throws Exception {
        relay.start();
        byte[] part = new byte[64 * 1024];
        for (int i = 0; i < 50; i++) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), relay.snsUrl().getPort())) {
                socket.setSoTimeout(120_000);
                OutputStream out = socket.getOutputStream();
                out.write("POST /sns HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                for (int sent = 0; sent < 8 * 1024 * 1024; sent += part.length) {
                    out.write(part);
                }
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                assertThat(answer).startsWith("HTTP/1.1 413").endsWith("{\"error\":\"too_large\"}");
            }
        }
    }

    @Test
    void theLargestNotificationOfSnsIsDelivered() throws Exception {
        relay.start();
        String large = Events.change("AWS::EC2::SecurityGroup", "sg-" + "x".repeat(255_000));

        assertThat(post(messages.notification(SnsStandIn.TOPIC, large))).isEqualTo(new Answer(200, "delivered"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/xml",
                "text/plain; charset=UTF-16",
                "text/plain; charset=no-such-charset",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "no content type"
            })
    void aContentTypeThatIsNotOfSnsChangesNothing(String type) throws Exception {
        relay.start();
        String message = messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-ü"));
        HttpRequest request = HttpRequest.newBuilder(relay.snsUrl())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(message))
                .build();

        assertThat(client.send(request)).isEqualTo(new Answer(200, "delivered"));
    }

    @Test
    void headersAndQueryOfTheRequestReachNobody() throws Exception {
        relay.start();
        HttpRequest request = SnsClient.request(
                        URI.create(relay.snsUrl() + "?CamelHttpUri=http://127.0.0.1:1/&x-echo=1"),
                        messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-1")))
                .header("CamelHttpUri", "http://127.0.0.1:1/")
                .header("CamelAwsSqsMessageId", "forged")
                .header("X-Echo", "hello")
                .build();
        var response = java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());

        assertThat(Answer.of(response)).isEqualTo(new Answer(200, "delivered"));
        assertThat(response.headers().map().keySet()).containsOnly("content-length", "content-type");
    }

    @Test
    void rawDeliveryIsRefusedUnlessItIsAllowed() throws Exception {
        relay.start();

        assertThat(client.send(raw(relay.snsUrl(), "1").build())).isEqualTo(new Answer(403, "raw_not_allowed"));
        assertThat(relay.slack().received()).isEmpty();
    }

    @Test
    void rawDeliveryNeedsTheSecretAndAListedTopic() throws Exception {
        relay.with("relay.sns.allow-raw", "true")
                .with("relay.sns.raw-secret", SECRET)
                .start();
        URI withSecret = URI.create(relay.snsUrl() + "/" + SECRET);

        assertThat(client.send(raw(relay.snsUrl(), "1").build())).isEqualTo(new Answer(401, "raw_not_authorized"));
        assertThat(client.send(raw(relay.snsUrl(), "1")
                        .header("Authorization", basic("sns:guess"))
                        .build()))
                .isEqualTo(new Answer(401, "raw_not_authorized"));
        assertThat(client.send(raw(URI.create(relay.snsUrl() + "/guess"), "1").build()))
                .isEqualTo(new Answer(404, "not_found"));
        assertThat(client.send(raw(withSecret, "1")
                        .setHeader("x-amz-sns-topic-arn", "arn:aws:sns:eu-west-1:123456789012:other")
                        .build()))
                .isEqualTo(new Answer(403, "topic_not_listed"));
        assertThat(relay.slack().received()).isEmpty();

        assertThat(client.send(raw(withSecret, "1").build())).isEqualTo(new Answer(200, "delivered"));
        assertThat(client.send(raw(withSecret, "1").build())).isEqualTo(new Answer(200, "delivered"));
        assertThat(relay.slack().received("#security")).hasSize(1);
        assertThat(client.send(raw(relay.snsUrl(), "2")
                        .header("Authorization", basic("sns:" + SECRET))
                        .build()))
                .isEqualTo(new Answer(200, "delivered"));
        // What confirms a raw subscription is signed, and comes to the same URL.
        assertThat(client.post(
                        withSecret,
                        messages.confirmation("SubscriptionConfirmation", SnsStandIn.TOPIC, SnsStandIn.SUBSCRIBE_URL)))
                .isEqualTo(new Answer(200, "confirmed"));
    }

    private static HttpRequest.Builder raw(URI url, String id) {
        return SnsClient.request(url, Events.securityGroup("sg-raw-" + id))
                .header("x-amz-sns-rawdelivery", "true")
                .header("x-amz-sns-message-id", id)
                .header("x-amz-sns-topic-arn", SnsStandIn.TOPIC);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void idleAndSlowConnectionsHinderNobodyAndAreClosed() throws Exception {
        relay.start();
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), relay.snsUrl().getPort());
                socket.setSoTimeout(120_000);
                idle.add(socket);
                OutputStream out = socket.getOutputStream();
                if (i % 2 == 0) {
                    out.write("POST /sns HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
                } else {
                    out.write("POST /sns HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
            delivers();

            // The first half never ends its headers, the second never its body: both are told to go.
            for (Socket socket : idle) {
                drainUntilClosed(socket.getInputStream());
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        // Its own connection of before is idle for as long.
        assertThat(new SnsClient()
                        .post(relay.snsUrl(), messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-last"))))
                .isEqualTo(new Answer(200, "delivered"));
    }

    private static void drainUntilClosed(InputStream in) throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (java.net.SocketException e) {
            // A reset is an end, too.
        }
    }

    @Test
    void whoIsRefusedKeepsNoConnection() throws Exception {
        relay.start();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), relay.snsUrl().getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 404").endsWith("{\"error\":\"not_found\"}");
        }
    }

    private void delivers() throws Exception {
        assertThat(post(messages.notification(SnsStandIn.TOPIC, Events.securityGroup("sg-after"))))
                .isEqualTo(new Answer(200, "delivered"));
    }

    private Answer post(String body) throws Exception {
        return client.post(relay.snsUrl(), body);
    }

    private List<Answer> parallel(Stream<String> bodies) {
        List<CompletableFuture<Answer>> futures =
                bodies.map(body -> client.postAsync(relay.snsUrl(), body)).toList();
        return futures.stream().map(CompletableFuture::join).toList();
    }
}
