package io.configrelay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** Answers without an end to the clients of AWS: they have one. */
class BoundedHttpTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong sent = new AtomicLong();
    private final SdkHttpClient client =
            new BoundedHttp(Apache5HttpClient.builder().build(), 100_000, Duration.ofSeconds(2));
    private ServerSocket server;

    /** Writes an answer. */
    private interface Answer {
        void to(OutputStream out) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        threads.shutdownNow();
    }

    private void answers(Answer answer) {
        threads.execute(() -> {
            try (Socket socket = server.accept()) {
                int unused = socket.getInputStream().read(new byte[8192]);
                answer.to(socket.getOutputStream());
            } catch (Exception e) {
                // Closed, as it shall be.
            }
        });
    }

    private void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        sent.addAndGet(text.length());
    }

    private byte[] get(SdkHttpClient by) throws IOException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort())))
                .build();
        HttpExecuteResponse response = by.prepareRequest(
                        HttpExecuteRequest.builder().request(request).build())
                .call();
        try (InputStream body = response.responseBody().orElseThrow()) {
            return body.readAllBytes();
        }
    }

    @Test
    void anOrdinaryAnswerIsReadWhole() throws IOException {
        answers(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));

        assertThat(get(client)).asString().isEqualTo("hello");
    }

    @Test
    void aBodyWithoutAnEndIsAnError() {
        answers(out -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                write(out, "a".repeat(10_000));
            }
        });

        assertThatThrownBy(() -> get(client)).hasMessage("A longer answer than 100000 bytes");
        assertThat(sent).hasValueLessThan(16_000_000);
    }

    @Test
    void aByteASecondIsAnError() {
        answers(out -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                write(out, "a");
                Thread.sleep(200);
            }
        });

        assertThatThrownBy(() -> get(client)).hasMessage("No whole answer within PT2S");
    }

    @Test
    void aHeadWithoutAnEndIsAnError() {
        answers(out -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                write(out, "X-More: and more\r\n");
                Thread.sleep(50);
            }
        });

        assertThatThrownBy(() -> get(client)).hasMessage("No whole answer within PT2S");
    }

    @Test
    void moreHeadersThanAnybodySendsAreAnError() {
        answers(out -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 65; i++) {
                head.append("X-More-%d: and more\r\n".formatted(i));
            }
            write(out, head + "Content-Length: 0\r\n\r\n");
        });

        assertThatThrownBy(() -> get(client)).hasMessage("More headers than any answer has");
    }

    @Test
    void theClientsOfTheSdkHaveOne() {
        assertThat(new AwsHttpService().createHttpClientBuilder().buildWithDefaults(AttributeMap.empty()))
                .isInstanceOf(BoundedHttp.class);
    }
}
