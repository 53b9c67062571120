package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ProposalId;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Changes with a far reach that wait for people, of this service; the same in each. */
@Path("/proposals")
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class ProposalResource {
    /** Header of an answer to what the first client made alone: until when it may do so, RFC 3339. */
    public static final String ALONE_UNTIL = "Mandate-Alone-Until";

    /** Of the answer with 202, in the contract. */
    public static final String WAITS = "Nothing is changed yet: it waits for people at the address in Location";

    private static final String UNKNOWN_CALLER = "No access token, or one that doesn't count any more";
    private static final String NOT_HIS = "It was proposed by another, and the token lacks the scope";
    private static final String APPROVE = "proposals:approve";
    private static final String READ = "proposals:read";

    private final Proposals proposals;
    private final ProposalStore store;
    private final SecurityIdentity security;

    ProposalResource(Proposals proposals, ProposalStore store, SecurityIdentity security) {
        this.proposals = proposals;
        this.store = store;
        this.security = security;
    }

    /** @param digest of the proposal that was looked at */
    public record Look(@Nullable String digest) {}

    /** @param reason for the record: one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * Proposals, the latest first.
     *
     * @param status {@code open}, {@code carried_out}, {@code refused}, {@code expired} or {@code outdated}; all without it
     * @param subject what they change, as {@code subject} of a proposal has it, such as {@code cli_…} or {@code rule:data-exfiltration}; all without it
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed(READ)
    public Uni<Page<ProposalView>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        var wanted = status == null ? null : QueryParameters.oneOf("status", status, ProposalStatus.class);
        return Panache.withSession(() -> store.page(wanted, subject, page))
                .map(rows -> page.of(rows, row -> row.id).map(ProposalView::listed));
    }

    /** One proposal, with whom it touches and all that would be done. For {@code proposals:read}, and for whoever proposed it. */
    @GET
    @Path("/{id}")
    @Authenticated
    @APIResponse(responseCode = "401", description = UNKNOWN_CALLER)
    @APIResponse(responseCode = "403", description = NOT_HIS)
    public Uni<ProposalView> get(@PathParam("id") String id) {
        var any = security.hasRole(READ);
        return Panache.withSession(() -> store.find(known(id))).map(row -> {
            if (!any && (row == null || !row.isOf(caller().by()))) throw problem(ProposalRefusal.NOT_HIS);
            if (row == null) throw problem(ProposalRefusal.UNKNOWN);
            return ProposalView.of(row);
        });
    }

    /**
     * A person other than whoever proposed it stands for it too; once two people do, it is carried out with this. A client or an agent
     * can't approve. What somebody approved who doesn't work here any more, was stopped or has lost the role counts no more. Where it would do something else now than was said, it ends, and has to be proposed anew.
     */
    @POST
    @Path("/{id}/approve")
    @RolesAllowed(APPROVE)
    @APIResponse(
            responseCode = "409",
            description =
                    "Whoever asks proposed or approved it himself, it is another than he has looked at, or it has ended")
    public Uni<ProposalView> approve(@PathParam("id") String id, @Nullable Look body) {
        if (body == null || body.digest() == null)
            throw new ProblemException(
                    400, "missing-digest", "Give the digest of the proposal that you have looked at", "/digest");
        return proposals.approve(known(id), body.digest(), caller().by()).map(ProposalResource::done);
    }

    /** It will not be carried out. For {@code proposals:approve}; whoever proposed it takes it back by this, with any token of his. */
    @POST
    @Path("/{id}/refuse")
    @Authenticated
    @APIResponse(responseCode = "401", description = UNKNOWN_CALLER)
    @APIResponse(responseCode = "403", description = NOT_HIS)
    @APIResponse(responseCode = "409", description = "It was carried out, was refused or has ended")
    public Uni<ProposalView> refuse(@PathParam("id") String id, @Nullable Why body) {
        var reason = body == null ? null : body.reason();
        if (reason == null || !Reason.is(reason))
            throw new ProblemException(400, "invalid-reason", "Give a reason: " + Reason.RULE, "/reason");
        return proposals
                .refuse(known(id), new Reason(reason), caller().by(), security.hasRole(APPROVE))
                .map(ProposalResource::done);
    }

    /**
     * How a change that may have a far reach is answered, wherever it was asked for: as it was made, with {@link #ALONE_UNTIL} where the
     * first client made it alone; with 202 and the proposal, whose address is in {@code Location}, where it waits for people.
     *
     * @param body what to answer with where it was made
     */
    public static <T> Response answer(Outcome<T> outcome, int made, Function<? super T, ?> body) {
        if (outcome instanceof Outcome.Made<T> it)
            return Response.status(made).entity(body.apply(it.value())).build();
        if (outcome instanceof Outcome.MadeAlone<T> it)
            return Response.status(made)
                    .header(ALONE_UNTIL, it.until())
                    .entity(body.apply(it.value()))
                    .build();
        if (outcome instanceof Outcome.Waits<T> it)
            return Response.accepted(it.proposal())
                    .location(URI.create("/proposals/" + it.proposal().proposal()))
                    .build();
        if (outcome instanceof Outcome.TooLarge<T>)
            throw new ProblemException(
                    413,
                    "too-large-to-wait",
                    "Send what waits for people apart from the rest; nobody could look through so much");
        throw new ProblemException(
                409,
                "too-many-proposals",
                "Take back what you don't want any more; " + SecondPerson.MOST_OPEN + " of your proposals are open");
    }

    private Caller caller() {
        return Caller.of(security);
    }

    private static ProposalView done(Result<ProposalView, ProposalRefusal> result) {
        return result.fold(Function.identity(), refusal -> {
            throw problem(refusal);
        });
    }

    private static String known(String id) {
        if (ProposalId.parse(id).isEmpty()) throw problem(ProposalRefusal.UNKNOWN);
        return id;
    }

    private static ProblemException problem(ProposalRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN ->
                new ProblemException(404, "unknown-proposal", "Use the id of a proposal of this service, prp_…");
            case NOT_A_PERSON ->
                new ProblemException(
                        403,
                        "not-a-person",
                        "Approve as a person who has signed in himself; a client or an agent can't");
            case NOT_AN_APPROVER ->
                new ProblemException(
                        403,
                        "not-an-approver",
                        "Ask another person; only who works here, isn't stopped and holds a role of Mandate approves");
            case NOT_HIS ->
                new ProblemException(
                        403,
                        "not-your-proposal",
                        "Use a token with proposals:read to see, or proposals:approve to refuse, what others proposed");
            case OWN_PROPOSAL ->
                new ProblemException(409, "own-proposal", "Ask another person; you proposed it yourself");
            case APPROVED_ALREADY ->
                new ProblemException(409, "approved-already", "Ask another person; you have approved it");
            case OTHER_CONTENT ->
                new ProblemException(
                        409, "other-content", "Look at the proposal again; this digest isn't its", "/digest");
            case SETTLED -> new ProblemException(409, "settled", "Nothing is left to do; look at what became of it");
            case EXPIRED -> new ProblemException(409, "expired", "Propose it anew; its time was up");
            case OUTDATED ->
                new ProblemException(
                        409, "outdated", "Propose it anew; it would do something else now, as the proposal says");
        };
    }
}
