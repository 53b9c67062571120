package dev.mandate.identity.workloads.bound;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.AssertionConfig;
import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Issuers whose tokens prove which workload asks: a Kubernetes cluster, a SPIFFE trust domain, a CI system. */
@Path("/workload-issuers")
public class PlatformIssuerResource {
    private static final int LONGEST = 250;

    private final PlatformIssuers issuers;
    private final PlatformTrust trust;
    private final PlatformResumption resumption;
    private final PlatformIssuerStore store;
    private final SecondPerson second;
    private final AssertionConfig config;
    private final SecurityIdentity security;

    PlatformIssuerResource(
            PlatformIssuers issuers,
            PlatformTrust trust,
            PlatformResumption resumption,
            PlatformIssuerStore store,
            SecondPerson second,
            AssertionConfig config,
            SecurityIdentity security) {
        this.issuers = issuers;
        this.trust = trust;
        this.resumption = resumption;
        this.store = store;
        this.second = second;
        this.config = config;
        this.security = security;
    }

    /**
     * @param issuer exactly as in {@code iss}; or a SPIFFE trust domain, {@code spiffe://example.org}, whose JWT-SVIDs need no {@code iss}
     * @param jwksUri https address of its public keys, on the Internet, which are fetched and kept for a while; or {@code jwks}
     * @param jwks its public keys; or {@code jwksUri}
     * @param audience all that {@code aud} may hold; by default this service's issuer
     * @param reusable true for tokens that lie in a file and are shown again and again, as a Kubernetes service account's is; without it each
     *     counts once
     * @param surfaces on which its tokens put a workload, and its attestations (draft-ietf-oauth-attestation-based-client-auth) a client; without them on none. At most 16
     */
    public record NewIssuer(
            @Nullable String issuer,
            @Nullable String jwksUri,
            @Nullable Map<String, Object> jwks,
            @Nullable String audience,
            @Nullable Boolean reusable,
            @Nullable List<SurfaceRules.@Nullable Wanted> surfaces) {}

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * Trusts an issuer, or changes what was trusted of it; one that is stopped stays stopped. Whoever chooses its keys is every workload that
     * is bound to it, so that it waits for people.
     */
    @POST
    @RolesAllowed("issuers:write")
    @APIResponseSchema(PlatformIssuerView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> register(@Nullable NewIssuer body) {
        return ask(trust, wanted(Field.body(body)));
    }

    /**
     * Issuers by their names.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("issuers:read")
    public Uni<Page<PlatformIssuerView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        return store.page(page).map(rows -> page.of(rows, row -> row.issuer).map(PlatformIssuerView::of));
    }

    /** Stops one until it is resumed, percent-encoded: its tokens prove nothing, and those that workloads got by them are void. */
    @POST
    @Path("/{issuer}/stop")
    @WithTransaction
    @RolesAllowed("issuers:write")
    public Uni<PlatformIssuerView> stop(@PathParam("issuer") String issuer, @Nullable Why body) {
        return issuers.stop(known(issuer), reason(body), Caller.of(security).by())
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw notFound();
                }));
    }

    /** Its tokens count again, once two people want it. */
    @POST
    @Path("/{issuer}/resume")
    @RolesAllowed("issuers:write")
    @APIResponseSchema(PlatformIssuerView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> resume(@PathParam("issuer") String issuer, @Nullable Why body) {
        return ask(resumption, new PlatformResumption.Resumed(known(issuer), reason(body)));
    }

    private <C> Uni<Response> ask(FarReachingChange<C, PlatformIssuerView, PlatformIssuers.Refusal> change, C wanted) {
        return second.ask(change, wanted, Caller.of(security))
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw notFound();
                }))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    private PlatformIssuer wanted(NewIssuer body) {
        var issuer = Field.at("/issuer").line(body.issuer(), LONGEST);
        Field.at("/issuer").parsed(issuer, PlatformIssuerResource::name);
        if (issuer.equals(config.issuer()))
            throw Field.at("/issuer").problem("Name another: what is issued here is no token of a platform");
        if ((body.jwks() == null) == (body.jwksUri() == null))
            throw Field.at("/jwksUri").problem("Give either jwksUri or jwks");
        return new PlatformIssuer(
                issuer,
                body.jwks() == null ? null : Field.at("/jwks").parsed(body.jwks(), PublicKeys::check),
                body.jwksUri() == null
                        ? null
                        : Field.at("/jwksUri")
                                .parsed(
                                        Field.at("/jwksUri").line(body.jwksUri(), 500),
                                        url -> OutgoingHttp.check(url, false)),
                body.audience() == null
                        ? config.issuer()
                        : Field.at("/audience").line(body.audience(), 300),
                Boolean.TRUE.equals(body.reusable()),
                body.surfaces() == null
                        ? SurfaceRules.NONE
                        : Field.at("/surfaces").parsed(body.surfaces(), SurfaceRules::check));
    }

    private static URI name(String issuer) {
        var uri = URI.create(issuer);
        if (!uri.isAbsolute()) throw new IllegalArgumentException("give the issuer as a URL, or spiffe://domain");
        if ("spiffe".equals(uri.getScheme()) && !issuer.matches("spiffe://[a-z0-9._-]{1,200}"))
            throw new IllegalArgumentException("a trust domain is spiffe:// and its name, and no path");
        return uri;
    }

    private static String known(String issuer) {
        if (issuer.length() > LONGEST || !WholeText.is(issuer)) throw notFound();
        return issuer;
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.body(body);
        return Field.at("/reason").reason(why.reason());
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-issuer", "Name an issuer of workloads that is registered");
    }
}
