package dev.mandate.identity.crossorigin;

import dev.mandate.identity.clients.PageClients;
import dev.mandate.messaging.security.Jose;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What browsers ask of the endpoints that pages call themselves: first whether the page may, which names no client, so that any client's
 * origin will do; and at userinfo whether it may read the answer, be that a refusal. Other endpoints know from the form
 * ({@link CrossOrigin}).
 */
@Singleton
class PageRequests {
    /** What is admitted, before tokens are looked at. */
    private static final int AFTER_ADMISSION = 300;

    private static final int UNAUTHORIZED = 401;
    private static final String USER_INFO = "/oauth2/userinfo";
    private static final Map<String, String> METHODS =
            Map.of("/oauth2/token", "POST", "/oauth2/revoke", "POST", "/oauth2/par", "POST", USER_INFO, "GET, POST");

    private final PageClients clients;
    private final CrossOrigin pages;

    PageRequests(PageClients clients, CrossOrigin pages) {
        this.clients = clients;
        this.pages = pages;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, AFTER_ADMISSION);
    }

    private void look(RoutingContext context) {
        var methods = METHODS.get(context.normalizedPath());
        if (methods == null) {
            context.next();
            return;
        }
        context.response().putHeader("Vary", "Origin");
        var request = context.request();
        var origin = CrossOrigin.of(request);
        if (origin.isPresent() && isAhead(request)) answer(context, origin.get(), methods);
        else if (origin.isPresent() && context.normalizedPath().equals(USER_INFO)) open(context, origin.get());
        else context.next();
    }

    private static boolean isAhead(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS && request.headers().contains("Access-Control-Request-Method");
    }

    private void answer(RoutingContext context, String origin, String methods) {
        then(context, clients.areAt(origin), known -> {
            var response = context.response().setStatusCode(known ? 204 : 403);
            if (known)
                response.putHeader(CrossOrigin.ALLOWED, origin)
                        .putHeader("Access-Control-Allow-Methods", methods)
                        .putHeader(
                                "Access-Control-Allow-Headers",
                                "Authorization, Content-Type, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP")
                        .putHeader("Access-Control-Max-Age", "600");
            response.end();
        });
    }

    private void open(RoutingContext context, String origin) {
        var asked = client(context.request())
                .map(client -> pages.open(context, origin, client))
                .orElseGet(() -> openRefusal(context, origin));
        then(context, asked, ignored -> context.next());
    }

    /** Where no client is named, no token counts; that is told to any client's page, which else hears of a failed connection. */
    private Uni<Void> openRefusal(RoutingContext context, String origin) {
        return clients.areAt(origin)
                .invoke(known -> {
                    if (known)
                        context.addHeadersEndHandler(ended -> {
                            if (context.response().getStatusCode() == UNAUTHORIZED)
                                CrossOrigin.allow(context.response(), origin);
                        });
                })
                .replaceWithVoid();
    }

    /** What was sent beyond the headers waits for whoever reads it. */
    private static <T> void then(RoutingContext context, Uni<T> asked, Consumer<T> next) {
        context.request().pause();
        asked.subscribe()
                .with(
                        answer -> {
                            context.request().resume();
                            next.accept(answer);
                        },
                        failure -> {
                            context.request().resume();
                            context.fail(failure);
                        });
    }

    /** As the token says; whoever makes one up reads that it is refused. */
    private static Optional<String> client(HttpServerRequest request) {
        var authorization = request.getHeader("Authorization");
        var space = authorization == null ? -1 : authorization.indexOf(' ');
        if (space < 0) return Optional.empty();
        try {
            var claims = Jose.signed(authorization.substring(space + 1).trim()).getJWTClaimsSet();
            return Optional.ofNullable(claims.getStringClaim("client_id"));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
