package dev.mandate.identity.signin;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.clients.PublicKeys;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
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
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Issuers whose assertions sign people in. */
@Path("/issuers")
public class IssuerResource {
    private static final int LONGEST = 250;

    private final Issuers issuers;
    private final IssuerRegistration registration;
    private final IssuerResumption resumption;
    private final SecondPerson second;
    private final IssuerStore store;
    private final SecurityIdentity security;

    IssuerResource(
            Issuers issuers,
            IssuerRegistration registration,
            IssuerResumption resumption,
            SecondPerson second,
            IssuerStore store,
            SecurityIdentity security) {
        this.issuers = issuers;
        this.registration = registration;
        this.resumption = resumption;
        this.second = second;
        this.store = store;
        this.security = security;
    }

    /**
     * @param issuer URL, exactly as in {@code iss}
     * @param subjectClaim {@code employeeId} or {@code email}
     * @param audience what {@code aud} must hold; by default this service's issuer or its token endpoint
     * @param acrValues what the issuer's own {@code acr} values mean here, such as {@code urn:mandate:acr:mfa}; without it they go on
     *     into tokens as they are, but for those that begin with {@code urn:mandate:}, which are left out. At most 50, of 200
     *     characters at most
     */
    public record NewIssuer(
            @Nullable String issuer,
            @Nullable Map<String, Object> jwks,
            @Nullable String subjectClaim,
            @Nullable String audience,
            @Nullable Map<String, @Nullable String> acrValues) {}

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * Registers an issuer, or replaces what was registered for it; one that is stopped stays stopped. Whoever chooses its keys signs in as
     * anybody, so that it waits for people; one that is registered so already is none that waits.
     */
    @POST
    @RolesAllowed("issuers:write")
    @APIResponseSchema(IssuerView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> register(@Nullable NewIssuer body) {
        return ask(registration, wanted(Field.at("/").required(body)));
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
        var page = Field.page(limit, after);
        return store.page(page).map(rows -> page.of(rows, row -> row.issuer).map(IssuerView::of));
    }

    /** One issuer as it is now, by its URL, percent-encoded. */
    @GET
    @Path("/{issuer}")
    @WithSession
    @RolesAllowed("issuers:read")
    public Uni<IssuerView> get(@PathParam("issuer") String issuer) {
        return store.findById(known(issuer)).map(row -> {
            if (row == null) throw notFound();
            return IssuerView.of(row);
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
    public Uni<Response> resume(@PathParam("issuer") String issuer, @Nullable Why body) {
        return ask(resumption, new IssuerResumption.Resumed(known(issuer), reason(body)));
    }

    private <C> Uni<Response> ask(FarReachingChange<C, IssuerView, IssuerRefusal> change, C wanted) {
        return second.ask(change, wanted, Caller.of(security))
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw notFound();
                }))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    private static String known(String issuer) {
        if (issuer.length() > LONGEST || !WholeText.is(issuer)) throw notFound();
        return issuer;
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.at("/").required(body);
        return Field.at("/reason").reason(why.reason());
    }

    private static Uni<IssuerView> answer(Uni<Result<IssuerView, IssuerRefusal>> done) {
        return done.map(result -> result.fold(Function.identity(), refused -> {
            throw notFound();
        }));
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-issuer", "Name an issuer that is registered, by its URL");
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private static WantedIssuer wanted(NewIssuer body) {
        var issuer = Field.at("/issuer").line(body.issuer(), LONGEST);
        if (!Field.at("/issuer").parsed(issuer, URI::create).isAbsolute()) {
            throw Field.at("/issuer").problem("Give the issuer as a URL");
        }
        return new WantedIssuer(
                issuer,
                Field.at("/jwks").parsed(Field.at("/jwks").required(body.jwks()), PublicKeys::check),
                Field.at("/subjectClaim")
                        .parsed(Field.at("/subjectClaim").text(body.subjectClaim(), 20), SubjectClaim::named),
                body.audience() == null ? null : Field.at("/audience").text(body.audience(), 300),
                body.acrValues() == null
                        ? null
                        : Field.at("/acrValues")
                                .parsed(body.acrValues(), AcrValues::check)
                                .json());
    }
}
