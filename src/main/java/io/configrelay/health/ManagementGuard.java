package io.configrelay.health;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Stands before everything on the management port. Whoever reaches it may read, but no page of a web site may through the
 * browser of somebody on this machine, whatever name the site gives to this address; and nobody may do anything but read.
 */
public final class ManagementGuard {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final String host;
    private final boolean local;

    private ManagementGuard(String host) {
        this.host = host;
        this.local = isLocal(host);
    }

    /**
     * Guards what is served by this router, also what was before.
     *
     * @param host where it listens; where others reach it, they may know it by any name
     */
    public static void before(Router router, String host) {
        router.route().order(Integer.MIN_VALUE).handler(new ManagementGuard(host)::pass);
    }

    private static boolean isLocal(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void pass(RoutingContext request) {
        request.response()
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (!isOwn(request.request())) {
            end(request, 403, "Only this machine may ask, by its own name");
        } else if (!READING.contains(request.request().method())) {
            request.response().putHeader("Allow", "GET, HEAD");
            end(request, 405, "There is nothing to be done here, only to be read");
        } else {
            request.next();
        }
    }

    private boolean isOwn(HttpServerRequest request) {
        // In HTTP/2 it is no header.
        String named = String.valueOf(request.authority());
        String name = named.replaceFirst(":\\d+$", "");
        String origin = request.getHeader("Origin");
        return (!local || THIS_MACHINE.contains(name) || name.equals(host))
                && (origin == null || origin.equals("http://" + named));
    }

    private static void end(RoutingContext request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(text + "\n");
    }
}
