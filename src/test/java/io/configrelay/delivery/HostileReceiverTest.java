package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.slack.SlackAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.MessageConstraintException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver whose answers have no end: what is read of them does. */
class HostileReceiverTest {

    /** What a socket's buffers may take beside what is read. */
    private static final long BUFFERS = 16_000_000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ServerSocket server;

    /** Writes answers to one connection. */
    private interface Receiver {
        void answer(OutputStream out) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        BoundedHttpComponent http = new BoundedHttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setHttpClientConfigurer(new RequestDeadline(Duration.ofSeconds(3), clock));
        camel.addComponent("http", http);
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        camel.stop();
        server.close();
        threads.shutdownNow();
        clock.shutdownNow();
    }

    private void receives(Receiver receiver) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    threads.execute(() -> serve(socket, receiver));
                } catch (IOException e) {
                    return; // The test is over.
                }
            }
        });
    }

    /** One answer for each request of a connection, until it is closed. */
    private void serve(Socket socket, Receiver receiver) {
        try (socket) {
            byte[] request = new byte[8192];
            while (socket.getInputStream().read(request) > 0) {
                receiver.answer(new Counted(socket.getOutputStream()));
            }
        } catch (IOException e) {
            // Closed by the relay, as it shall be.
        }
    }

    private final class Counted extends OutputStream {
        private final OutputStream out;

        private Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sent.addAndGet(length);
        }
    }

    private Exchange post() {
        Exchange answer = camel.createFluentProducerTemplate()
                .to("http://127.0.0.1:%d/services/T/B/x?throwExceptionOnFailure=false".formatted(server.getLocalPort()))
                .withBody("{}")
                .send();
        if (answer.getException() != null) {
            throw new CamelExecutionException("failed", answer, answer.getException());
        }
        return answer;
    }

    private static void head(OutputStream out, String... headers) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void isCut(Exchange answer) {
        assertThat(answer.getMessage().getBody(byte[].class)).hasSize(64 * 1024);
        assertThat(sent).hasValueLessThan(BUFFERS);
    }

    @Test
    void chunksWithoutAnEndAreCut() {
        byte[] chunk = ascii("10000\r\n" + "a".repeat(0x10000) + "\r\n");
        receives(out -> {
            head(out, "Transfer-Encoding: chunked");
            while (true) {
                out.write(chunk);
            }
        });

        isCut(post());
    }

    @Test
    void aLengthThatNobodyHasIsCut() {
        byte[] part = ascii("a".repeat(65_536));
        receives(out -> {
            head(out, "Content-Length: 900000000000");
            while (true) {
                out.write(part);
            }
        });

        isCut(post());
    }

    @Test
    void whatIsPackedCountsUnpacked() {
        receives(out -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(new byte[50_000_000]);
            }
            head(out, "Content-Encoding: gzip", "Content-Length: " + packed.size());
            out.write(packed.toByteArray());
        });

        isCut(post());
    }

    @Test
    void moreHeadersThanAnybodySendsAreAnError() {
        byte[] header = ascii("X-More: and more\r\n");
        receives(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\n"));
            while (true) {
                out.write(header);
            }
        });

        assertThatThrownBy(this::post).hasRootCauseInstanceOf(MessageConstraintException.class);
        assertThat(sent).hasValueLessThan(BUFFERS);
    }

    @Test
    void aHeaderWithoutAnEndIsAnError() {
        byte[] part = ascii("a".repeat(65_536));
        receives(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nX-More: "));
            while (true) {
                out.write(part);
            }
        });

        assertThatThrownBy(this::post).hasRootCauseInstanceOf(MessageConstraintException.class);
        assertThat(sent).hasValueLessThan(BUFFERS);
    }

    /** {@code 103 Early Hints} may come any number of times before the answer. */
    @Test
    void answersBeforeTheAnswerEndAtTheDeadline() {
        byte[] hints = ascii("HTTP/1.1 103 Early Hints\r\n\r\n");
        receives(out -> {
            while (true) {
                out.write(hints);
            }
        });

        assertThatThrownBy(this::post).hasStackTraceContaining("No answer within PT3S");
    }

    @Test
    void aCutAnswerIsUnderstoodByItsBeginningAndItsConnectionIsNotUsedAgain() {
        receives(out -> {
            String text = "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\",\"message\":{\"text\":\""
                    + "a".repeat(100_000) + "\"}}";
            head(out, "Content-Type: application/json", "Content-Length: " + text.length());
            out.write(ascii(text));
        });

        for (int i = 0; i < 2; i++) {
            SlackAnswer answer = SlackAnswer.of(200, post().getMessage().getBody(String.class), null);
            assertThat(answer).isEqualTo(new SlackAnswer.Delivered(Optional.of("1.2")));
        }
        assertThat(connections).hasValue(2);
    }

    @Test
    void anOrdinaryAnswerIsReadWholeAndItsConnectionUsedAgain() {
        receives(out -> {
            head(out, "Content-Type: text/html", "Content-Length: 2");
            out.write(ascii("ok"));
        });

        for (int i = 0; i < 2; i++) {
            Exchange answer = post();
            assertThat(answer.getMessage().getBody(String.class)).isEqualTo("ok");
            assertThat(answer.getMessage().getHeader(HttpConstants.HTTP_RESPONSE_CODE))
                    .isEqualTo(200);
        }
        assertThat(connections).hasValue(1);
    }
}
