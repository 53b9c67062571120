package dev.mandate.console.frame;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Once the console is asked to end, whatever comes is refused before anything is done in a person's name: its answer would be lost with the connection.
 * Services do the same by {@code LateRequests} of messaging, which the console doesn't have.
 */
@Singleton
class LateVisitors {
    /** Before every other filter, and before pages. */
    private static final int FIRST = 10_000;

    private static final String WORDS =
            "The console is about to start again, and has done nothing of what you sent: go back and send it again in a moment.\n";

    private volatile boolean ends;

    void filter(@Observes Filters filters) {
        filters.register(this::take, FIRST);
    }

    void end(@Observes ShutdownDelayInitiatedEvent event) {
        ends = true;
    }

    void take(RoutingContext context) {
        if (!ends) {
            context.next();
            return;
        }
        var response = context.response();
        if (context.request().version() != HttpVersion.HTTP_2) response.putHeader("Connection", "close");
        response.setStatusCode(503)
                .putHeader("Retry-After", "5")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(WORDS);
    }
}
