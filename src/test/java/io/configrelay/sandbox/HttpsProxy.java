package io.configrelay.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A proxy, to which a process sends all its HTTPS, and which is itself the one host that it lets through: it takes the TLS
 * away and hands the rest to a server of this machine. Every other host is refused, and noted.
 */
public final class HttpsProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final String host;
    private final SSLSocketFactory tls;
    private final URI server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private HttpsProxy(ServerSocket socket, String host, SSLSocketFactory tls, URI server) {
        this.socket = socket;
        this.host = host;
        this.tls = tls;
        this.server = server;
    }

    /** Starts on a free port of 127.0.0.1, for this host, with a certificate of this authority. */
    public static HttpsProxy start(String host, TestAuthority authority, URI server) {
        try {
            ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            HttpsProxy proxy =
                    new HttpsProxy(socket, host, authority.serving(host).getSocketFactory(), server);
            proxy.threads.execute(proxy::listen);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every host and port that was asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What makes a Java process use it, and trust its authority. */
    public String javaOptions(Path trustStore) {
        return ("-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=%d -Djavax.net.ssl.trustStore=%s"
                        + " -Djavax.net.ssl.trustStorePassword=changeit")
                .formatted(socket.getLocalPort(), trustStore);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String target = connect(client.getInputStream());
            asked.add(target);
            if (!target.equals(host + ":443")) {
                client.getOutputStream().write(answer("403 Forbidden"));
                return;
            }
            client.getOutputStream().write(answer("200 Connection established"));
            try (SSLSocket secured = (SSLSocket) tls.createSocket(client, null, false);
                    Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
                threads.execute(() -> pipe(secured, plain));
                plain.getInputStream().transferTo(secured.getOutputStream());
            }
        } catch (IOException e) {
            // Whoever asked has gone.
        }
    }

    /** The target of a CONNECT request, whose headers are read and dropped. */
    private static String connect(InputStream in) throws IOException {
        // One byte at a time: what follows the headers is TLS, and not this method's.
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No request");
            }
            head.append((char) next);
        }
        int target = head.indexOf(" ") + 1;
        return head.substring(target, head.indexOf(" ", target));
    }

    private static byte[] answer(String status) {
        return "HTTP/1.1 %s\r\n\r\n".formatted(status).getBytes(StandardCharsets.US_ASCII);
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
