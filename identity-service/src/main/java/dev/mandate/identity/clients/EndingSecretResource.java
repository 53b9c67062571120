package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What ends soon, so that nothing stops working unawares. */
@Path("/secrets")
public class EndingSecretResource {
    /** Beyond every end that there may be. */
    private static final Duration FURTHEST = Duration.ofDays(36_500);

    private final EndingSecrets secrets;
    private final SecurityIdentity security;

    EndingSecretResource(EndingSecrets secrets, SecurityIdentity security) {
        this.secrets = secrets;
        this.security = security;
    }

    /**
     * Secrets of clients, agents and workloads and SCIM tokens that end, the first to end first. A person sees those of agents and
     * workloads that he answers for; with {@code clients:read} all.
     *
     * @param within how far ahead their ends are at most, as an ISO 8601 duration such as {@code P30D}; by default what {@code
     *     mandate.ending-credential-notice} says
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed({"clients:read", "agents:read"})
    public Uni<Page<EndingSecret>> list(
            @QueryParam("within") @Nullable String within,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var ahead = within == null ? secrets.notice() : Field.at("within").duration(within, Duration.ZERO, FURTHEST);
        var page = QueryParameters.page(limit, after);
        var place = page.afterId() == null ? null : Field.at("after").parsed(page.afterId(), EndingSecret.Place::parse);
        return secrets.page(whose(), ahead, page, place);
    }

    /** Null for everybody's. */
    private @Nullable IdentityId whose() {
        if (security.hasRole("clients:read")) return null;
        return Requester.of(Caller.of(security))
                .person()
                .orElseThrow(() -> new ProblemException(
                        403, "nobodys-own", "Ask with clients:read, or as a person who answers for agents"));
    }
}
