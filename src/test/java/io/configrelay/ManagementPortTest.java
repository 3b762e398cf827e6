package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another site, in the browser of somebody on this machine, can do with the management port: nothing. */
class ManagementPortTest {

    @TempDir
    private static Path folder;

    private static RelayUnderTest relay;

    @BeforeAll
    static void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20)).start();
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    /** The answer as it comes, to a request as it goes: HTTP clients don't let one choose the host. */
    private static String answer(String method, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.managementPort())) {
            socket.setSoTimeout(60_000);
            String head = "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                    .formatted(method, path, String.join("\r\n", headers));
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/metrics"})
    void thisMachineMayRead(String path) throws Exception {
        for (String host : new String[] {"127.0.0.1", "localhost:" + relay.managementPort(), "[::1]:1"}) {
            assertThat(answer("GET", path, "Host: " + host))
                    .startsWith("HTTP/1.1 200 OK")
                    .containsIgnoringCase("content-security-policy: default-src 'none'; frame-ancestors 'none'")
                    .containsIgnoringCase("x-content-type-options: nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:9876", ""})
    void aNameThatLeadsHereMayNot(String host) throws Exception {
        for (String path : new String[] {"/observe/health", "/observe/metrics"}) {
            assertThat(answer("GET", path, "Host: " + host))
                    .matches("(?s)HTTP/1.1 40[03] .*")
                    .doesNotContain("relay_");
        }
    }

    @Test
    void aPageOfAnotherSiteMayNot() throws Exception {
        assertThat(answer("GET", "/observe/health", "Host: 127.0.0.1", "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(answer("GET", "/observe/health", "Host: 127.0.0.1", "Origin: null"))
                .startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void nothingCanBeDoneButRead(String method) throws Exception {
        assertThat(answer(method, "/observe/health", "Host: 127.0.0.1", "Content-Length: 0"))
                .startsWith("HTTP/1.1 405 ");
    }
}
