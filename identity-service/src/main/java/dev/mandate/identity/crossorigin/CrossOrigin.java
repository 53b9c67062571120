package dev.mandate.identity.crossorigin;

import dev.mandate.identity.clients.PageClients;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets a page read an answer where it is the client that the answer is for. Never with cookies, and never any page: of what has no page's
 * origin nobody is asked.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
@Singleton
public class CrossOrigin {
    static final String ALLOWED = "Access-Control-Allow-Origin";

    private final PageClients clients;

    CrossOrigin(PageClients clients) {
        this.clients = clients;
    }

    /** Whatever this answer will be, where a client that can keep no secret asks as itself: one that proves more lives in no page. */
    public Uni<Void> open(RoutingContext context, Map<String, List<String>> form) {
        var origin = of(context.request());
        var named = form.getOrDefault("client_id", List.of());
        var proves = context.request().headers().contains("Authorization")
                || Stream.of("client_secret", "client_assertion").anyMatch(form::containsKey);
        return origin.isEmpty() || named.size() != 1 || proves
                ? Uni.createFrom().voidItem()
                : open(context, origin.get(), named.get(0));
    }

    Uni<Void> open(RoutingContext context, String origin, String client) {
        return clients.isAt(origin, client)
                .invoke(is -> {
                    if (is) allow(context.response(), origin);
                })
                .replaceWithVoid();
    }

    static void allow(HttpServerResponse response, String origin) {
        response.putHeader(ALLOWED, origin)
                .putHeader(
                        "Access-Control-Expose-Headers",
                        "WWW-Authenticate, DPoP-Nonce, OAuth-Client-Attestation-Challenge");
    }

    /** Empty where no page asks, or it isn't clear whose. */
    static Optional<String> of(HttpServerRequest request) {
        var said = request.headers().getAll("Origin");
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }
}
