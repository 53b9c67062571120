package dev.mandate.identity.signin;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.identity.upstream.Discovery;
import dev.mandate.identity.upstream.IssuerKeys;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Issuers whose word signs people in: by assertions that they sign, on a page as OpenID providers, or both. */
@Path("/issuers")
public class IssuerResource {
    private static final int LONGEST = 250;

    private final Issuers issuers;
    private final IssuerRegistration registration;
    private final IssuerResumption resumption;
    private final SecondPerson second;
    private final IssuerStore store;
    private final SecurityIdentity security;
    private final Discovery discovery;
    private final SecretSeal seal;
    private final BrowserConfig site;
    private final Site pages;
    private final IssuerKeys keys;

    IssuerResource(
            Issuers issuers,
            IssuerRegistration registration,
            IssuerResumption resumption,
            SecondPerson second,
            IssuerStore store,
            SecurityIdentity security,
            Discovery discovery,
            SecretSeal seal,
            BrowserConfig site,
            Site pages,
            IssuerKeys keys) {
        this.issuers = issuers;
        this.registration = registration;
        this.resumption = resumption;
        this.second = second;
        this.store = store;
        this.security = security;
        this.discovery = discovery;
        this.seal = seal;
        this.site = site;
        this.pages = pages;
        this.keys = keys;
    }

    /**
     * @param issuer URL, exactly as in {@code iss}
     * @param jwks public keys that sign its assertions; without it and {@code jwksUri} it signs none
     * @param jwksUri where it publishes them, https, in place of {@code jwks}: it may change them at any time
     * @param subjectClaim {@code employeeId} or {@code email}, of its assertions; not without keys
     * @param audience what {@code aud} must hold; by default this service's issuer or its token endpoint
     * @param acrValues what the issuer's own {@code acr} values mean here, such as {@code urn:mandate:acr:mfa}; without it they go on
     *     into tokens as they are, but for those that begin with {@code urn:mandate:}, which are left out. At most 50, of 200
     *     characters at most
     * @param provider how people sign in by it on a page; without it they don't
     * @param devices how it says on which device somebody signs in; without it that isn't known
     * @param surfaces on which its assertions and ID tokens put whom they sign in; without them on none. At most 16
     */
    public record NewIssuer(
            @Nullable String issuer,
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri,
            @Nullable String subjectClaim,
            @Nullable String audience,
            @Nullable Map<String, @Nullable String> acrValues,
            @Nullable NewProvider provider,
            @Nullable NewDeviceClaim devices,
            @Nullable List<SurfaceRules.@Nullable Wanted> surfaces) {}

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * Registers an issuer, or replaces what was registered for it; one that is stopped stays stopped. Whoever chooses its keys signs in as
     * anybody, so that it waits for people; one that is registered so already is none that waits. What an OpenID provider publishes has to
     * be reached and read, else 400.
     */
    @POST
    @RolesAllowed("issuers:write")
    @APIResponseSchema(IssuerView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "People sign in by as many providers as a page can show")
    public Uni<Response> register(@Nullable NewIssuer body) {
        var wanted = wanted(Field.body(body));
        if (wanted.provider() == null) return ask(registration, wanted);
        return discovery
                .look(wanted.issuer())
                .chain(seen -> seen.fold(ok -> ask(registration, wanted), why -> {
                    throw new ProblemException(
                            400,
                            "invalid-request",
                            "Correct /issuer, or have it answer: it isn't reached as a provider",
                            "/issuer",
                            why);
                }));
    }

    /**
     * Issuers by their URL.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("issuers:read")
    public Uni<Page<IssuerView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        return store.page(page).map(rows -> page.of(rows, row -> row.issuer).map(row -> IssuerView.of(row, pages)));
    }

    /** One issuer as it is now, by its URL, percent-encoded. */
    @GET
    @Path("/{issuer}")
    @WithSession
    @RolesAllowed("issuers:read")
    public Uni<IssuerView> get(@PathParam("issuer") String issuer) {
        return store.findById(known(issuer)).map(row -> {
            if (row == null) throw notFound();
            return IssuerView.of(row, pages);
        });
    }

    /**
     * Stops an issuer until it is resumed, named by its URL, percent-encoded: it signs nobody in, tokens of those whom it has signed in
     * are void, and what they delegated with them is revoked.
     */
    @POST
    @Path("/{issuer}/stop")
    @WithTransaction
    @RolesAllowed("issuers:write")
    public Uni<IssuerView> stop(@PathParam("issuer") String issuer, @Nullable Why body) {
        return answer(issuers.stop(known(issuer), reason(body), requester()));
    }

    /** The issuer signs people in again, once two people want it; earlier tokens stay void. */
    @POST
    @Path("/{issuer}/resume")
    @RolesAllowed("issuers:write")
    @APIResponseSchema(IssuerView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "People sign in by as many providers as a page can show")
    public Uni<Response> resume(@PathParam("issuer") String issuer, @Nullable Why body) {
        return ask(resumption, new IssuerResumption.Resumed(known(issuer), reason(body)));
    }

    private <C> Uni<Response> ask(FarReachingChange<C, IssuerView, IssuerRefusal> change, C wanted) {
        return second.ask(change, wanted, Caller.of(security))
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw problem(refused);
                }))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    private static String known(String issuer) {
        if (issuer.length() > LONGEST || !WholeText.is(issuer)) throw notFound();
        return issuer;
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.body(body);
        return Field.at("/reason").reason(why.reason());
    }

    private static Uni<IssuerView> answer(Uni<Result<IssuerView, IssuerRefusal>> done) {
        return done.map(result -> result.fold(Function.identity(), refused -> {
            throw notFound();
        }));
    }

    private static ProblemException problem(IssuerRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> notFound();
            case NO_SECRET ->
                new ProblemException(400, "invalid-request", "Give a clientSecret", "/provider/clientSecret");
            case LOST_SECRET -> new ProblemException(409, "lost-secret", "Send it once more: " + refusal.words());
            case TOO_MANY ->
                new ProblemException(
                        409, "too-many-providers", "Have one of them sign nobody in first: " + refusal.words());
        };
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-issuer", "Name an issuer that is registered, by its URL");
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private WantedIssuer wanted(NewIssuer body) {
        var issuer = Field.at("/issuer").line(body.issuer(), LONGEST);
        if (!Field.at("/issuer").parsed(issuer, URI::create).isAbsolute()) {
            throw Field.at("/issuer").problem("Give the issuer as a URL");
        }
        var provider = body.provider();
        if (body.jwks() != null && body.jwksUri() != null)
            throw Field.at("/jwks").problem("Give either jwks or jwksUri");
        var asserts = provider == null || body.jwks() != null || body.jwksUri() != null;
        if (provider != null && isOurs(issuer)) throw Field.at("/issuer").problem("Name a provider elsewhere");
        if (!asserts && (body.subjectClaim() != null || body.audience() != null))
            throw Field.at("/jwks").problem("Give keys too: without any it signs no assertions");
        return new WantedIssuer(
                issuer,
                asserts && body.jwksUri() == null
                        ? Field.at("/jwks").parsed(Field.at("/jwks").required(body.jwks()), PublicKeys::check)
                        : null,
                body.jwksUri() == null
                        ? null
                        : Field.at("/jwksUri").parsed(Field.at("/jwksUri").line(body.jwksUri(), LONGEST), keys::check),
                asserts
                        ? Field.at("/subjectClaim")
                                .parsed(Field.at("/subjectClaim").text(body.subjectClaim(), 20), SubjectClaim::named)
                        : SubjectClaim.LINKED,
                body.audience() == null ? null : Field.at("/audience").text(body.audience(), 300),
                body.acrValues() == null
                        ? null
                        : Field.at("/acrValues")
                                .parsed(body.acrValues(), AcrValues::check)
                                .json(),
                provider == null ? null : provider.terms(),
                body.devices() == null ? null : body.devices().claimed(),
                body.surfaces() == null
                        ? SurfaceRules.NONE
                        : Field.at("/surfaces").parsed(body.surfaces(), SurfaceRules::check),
                provider == null ? null : sealed(issuer, provider.clientSecret()));
    }

    /** What signs our tokens would else sign in whoever has one. */
    private boolean isOurs(String issuer) {
        return issuer.equals(site.issuer()) || issuer.equals(site.browserUrl().orElse(null));
    }

    private @Nullable String sealed(String issuer, @Nullable String secret) {
        return secret == null
                ? null
                : Base64.getEncoder()
                        .encodeToString(seal.seal(Providers.ownerOf(issuer), secret.getBytes(StandardCharsets.UTF_8)));
    }
}
