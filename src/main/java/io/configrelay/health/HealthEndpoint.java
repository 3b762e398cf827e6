package io.configrelay.health;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * Health over HTTP: {@code GET /observe/health} with everything, {@code /observe/health/ready} and
 * {@code /observe/health/live} for who starts and stops the relay. 200, or 503 for {@link Status#DOWN}; the body is
 * {@link Health#json()}.
 */
public final class HealthEndpoint {

    private static final Health LIVE = new Health(List.of());

    private HealthEndpoint() {}

    /** Serves it. */
    public static void serve(Router router, Checkup checkup) {
        serve(router, "/observe/health", checkup::all);
        serve(router, "/observe/health/ready", checkup::ready);
        // Whoever answers lives. What a restart would not mend is no reason for one.
        serve(router, "/observe/health/live", () -> LIVE);
    }

    private static void serve(Router router, String path, Supplier<Health> health) {
        router.get(path).blockingHandler(request -> answer(request, health.get()), false);
    }

    private static void answer(RoutingContext request, Health health) {
        request.response()
                .setStatusCode(health.status() == Status.DOWN ? 503 : 200)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(health.json() + "\n");
    }
}
