package io.configrelay.sns;

import io.configrelay.config.Settings;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server behind the {@code platform-http} endpoint of the SNS source. Camel Main's own would do, but for what the
 * internet asks for: it can't close idle connections, nor read PEM files, and goes on silently when its port is taken.
 */
final class SnsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnsServer.class);

    /** SNS messages have at most 256 KB, https://docs.aws.amazon.com/general/latest/gr/sns.html, and their envelope. */
    private static final int MAX_BODY = 300 * 1024;

    /** SNS opens a few; each costs a file descriptor. */
    private static final int MAX_CONNECTIONS = 2000;

    private static final int IDLE_SECONDS = 20;
    private static final int FIRST_REQUEST_MILLIS = 10_000;
    private static final int LINGER_MILLIS = 2_000;

    /** Requests that are refused, or answered that too many are under way, need a thread too. */
    private static final int SPARE_THREADS = 16;

    private static final int[] REFUSED_BY_VERTX = {400, 404, 405, 406, 408, 413, 414, 415, 500, 501, 503};

    private final Vertx vertx;
    private final HttpServer server;
    private final SnsReplies replies;
    private final String path;
    private final String host;
    private final int port;
    private final boolean tls;

    /** Connections that have brought no request yet. */
    private final Set<HttpConnection> fresh = ConcurrentHashMap.newKeySet();

    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean stopping;

    /**
     * Prepares the server and hands it to Camel; {@link #listen} opens it, when the routes are there.
     *
     * @param keys the certificate to serve TLS with; null for none
     * @param threads how many requests may be waiting for their end at a time
     */
    SnsServer(
            CamelContext context,
            String host,
            int port,
            String path,
            KeyCertOptions keys,
            int threads,
            SnsReplies replies) {
        this.host = host;
        this.port = port;
        this.path = path;
        this.replies = replies;
        this.tls = keys != null;
        this.vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(threads + SPARE_THREADS));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setSsl(tls)
                .setKeyCertOptions(keys));
        Router router = Router.router(vertx);
        router.route().handler(this::first);
        for (int status : REFUSED_BY_VERTX) {
            router.errorHandler(status, this::failed);
        }
        server.connectionHandler(this::connected).requestHandler(request -> {
            // Whatever it calls itself: it is JSON in UTF-8, or refused. (curl calls all it posts a form.)
            request.headers().set("Content-Type", "text/plain");
            router.handle(request);
        });
        handTo(context, router);
    }

    /** By these two Camel's endpoint finds the server. */
    private void handTo(CamelContext context, Router router) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindPort(port);
        context.getRegistry().bind("sns-http-server", configuration);
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(port);
        context.getRegistry().bind(name, new VertxPlatformHttpRouter(null, vertx, router, name) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return BodyHandler.create(false).setBodyLimit(MAX_BODY);
            }
        });
    }

    /**
     * Opens it.
     *
     * @throws io.configrelay.config.BadConfigurationException when that fails
     */
    void listen() {
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Settings.mistake(
                    "relay.sns",
                    "can't listen at %s:%d: %s. Check relay.sns.host, relay.sns.port and relay.sns.tls."
                            .formatted(host, port, cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves TLS with this certificate from now on, without a restart. */
    void renew(KeyCertOptions keys) {
        server.updateSSLOptions(new SSLOptions().setKeyCertOptions(keys), true)
                .onFailure(failure -> LOG.warn("The certificate stays as it was: {}", failure.getMessage()));
    }

    /** Where it listens. */
    String url() {
        return "%s://%s:%d%s".formatted(tls ? "https" : "http", host, server.actualPort(), path);
    }

    /** From here on every request is told to come again. */
    void refuse() {
        stopping = true;
    }

    /** A connection has to bring a request soon, and there are not more than a few. */
    private void connected(HttpConnection connection) {
        if (connections.incrementAndGet() > MAX_CONNECTIONS) {
            connections.decrementAndGet();
            connection.close();
            return;
        }
        fresh.add(connection);
        connection.closeHandler(closed -> {
            connections.decrementAndGet();
            fresh.remove(connection);
        });
        vertx.setTimer(FIRST_REQUEST_MILLIS, late -> {
            if (fresh.remove(connection)) {
                connection.close();
            }
        });
    }

    private void first(RoutingContext request) {
        fresh.remove(request.request().connection());
        // Nobody who is refused keeps a connection.
        request.addHeadersEndHandler(answering -> {
            if (request.response().getStatusCode() >= 300) {
                request.response().putHeader("Connection", "close");
            }
        });
        request.addEndHandler(answered -> {
            if (request.response().getStatusCode() >= 300) {
                closeAfter(request.request());
            }
        });
        if (stopping) {
            answer(request, SnsReply.STOPPING, "the relay stops");
        } else {
            request.next();
        }
    }

    /**
     * Closes the connection when all of the request has come, or soon after. A close while the client still sends would
     * reset the connection, and the client would lose the answer.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9112.html#section-9.6">RFC 9112, 9.6: lingering close</a>
     */
    private void closeAfter(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        long timer = vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        request.exceptionHandler(gone -> vertx.cancelTimer(timer))
                .handler(discarded -> {})
                .endHandler(end -> {
                    vertx.cancelTimer(timer);
                    connection.close();
                })
                .resume();
    }

    private void failed(RoutingContext request) {
        SnsReply reply = SnsReply.ofStatus(request.statusCode());
        if (reply == SnsReply.NOT_FOUND && request.normalizedPath().startsWith(path)) {
            // The route is gone, but SNS must not take it for final.
            reply = SnsReply.STOPPING;
        }
        answer(request, reply, "refused by the HTTP server");
    }

    private void answer(RoutingContext request, SnsReply reply, String detail) {
        replies.refused(reply, detail);
        if (request.response().ended()) {
            return;
        }
        if (reply == SnsReply.METHOD_NOT_ALLOWED) {
            request.response().putHeader("Allow", "POST");
        }
        request.response()
                .setStatusCode(reply.status())
                .putHeader("Content-Type", "application/json")
                .end(reply.body());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
