package dev.mandate.authz.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Echoes {@code X-Request-ID} on every response, refusals included. */
@ApplicationScoped
class RequestIdFilter {
    private static final int BEFORE_AUTHENTICATION = 1000;

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    var id = RequestFacts.echoed(request.request().getHeader(RequestFacts.REQUEST_ID));
                    if (id != null) request.response().putHeader(RequestFacts.REQUEST_ID, id);
                    request.next();
                },
                BEFORE_AUTHENTICATION);
    }
}
