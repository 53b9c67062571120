package dev.mandate.identity.agents;

import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Offers to answer for an agent, a workload or a client. Only the person who is asked accepts or refuses, with a token of his own. */
@Path("/offers")
public class OfferResource {
    private final Offers offers;
    private final OfferReading reading;
    private final SecurityIdentity security;

    OfferResource(Offers offers, OfferReading reading, SecurityIdentity security) {
        this.offers = offers;
        this.reading = reading;
        this.security = security;
    }

    /**
     * What a person can accept, the latest first.
     *
     * @param to who is asked; a person is told of his own alone, and needn't name himself
     * @param agent only the last offer of this agent, workload or client, in whatever state it is
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<Page<OfferedAgent>> list(
            @QueryParam("to") @Nullable String to,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        var by = requester();
        if (agent != null)
            return reading.lastOf(
                            OwnedId.parse(agent)
                                    .orElseGet(
                                            () -> OwnedId.of(Field.at("agent").identity(agent))),
                            by)
                    .map(found -> new Page<>(found.stream().toList(), null));
        if (by.isAdministrator() && (to != null || by.person().isEmpty()))
            return reading.openTo(Field.at("to").identity(to), page);
        var person = by.person().orElseThrow(() -> problem(AgentRefusal.NOT_THE_PERSON_HIMSELF, "agent", null));
        if (to != null && !to.equals(person.value())) return Uni.createFrom().item(new Page<>(List.of(), null));
        return reading.openTo(person, page);
    }

    /** One offer as it is now, while it is its agent's last one. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<OfferedAgent> get(@PathParam("id") String id) {
        return reading.find(known(id), requester())
                .map(found -> found.orElseThrow(() -> problem(AgentRefusal.UNKNOWN_OFFER, "agent", null)));
    }

    /** Answers for the agent, workload or client from now on; it may act again. */
    @POST
    @Path("/{id}/accept")
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponseSchema(AgentStopResource.Written.class)
    @APIResponse(responseCode = "204", description = "It was a client, which GET /clients/{id} shows")
    @APIResponse(
            responseCode = "409",
            description = "The offer is closed or has ended, or there is no room for another")
    public Uni<Response> accept(@PathParam("id") String id) {
        var offer = known(id);
        return offers.accept(offer, requester()).chain(result -> answer(offer, result, OfferResource::taken));
    }

    /** Of a client there is nothing that who answers for it may see beyond its offer. */
    private static Response taken(Optional<IdentityState> taken) {
        return taken.map(agent -> Response.ok(AgentStopResource.Written.of(agent)))
                .orElseGet(Response::noContent)
                .build();
    }

    /** Doesn't want to. */
    @POST
    @Path("/{id}/refuse")
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponse(responseCode = "409", description = "The offer is closed or has ended")
    public Uni<Offer> refuse(@PathParam("id") String id) {
        var offer = known(id);
        return offers.refuse(offer, requester()).chain(result -> answer(offer, result, Function.identity()));
    }

    /** Takes it back: an administrator, or who answers for the agent. */
    @POST
    @Path("/{id}/withdraw")
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponse(responseCode = "409", description = "The offer is closed or has ended")
    public Uni<Offer> withdraw(@PathParam("id") String id) {
        var offer = known(id);
        return offers.withdraw(offer, requester()).chain(result -> answer(offer, result, Function.identity()));
    }

    /**
     * @param what it is that somebody answers for: {@code agent}, {@code workload} or {@code client}
     * @param field that names a person
     */
    public static ProblemException problem(AgentRefusal refusal, String what, @Nullable String field) {
        return switch (refusal) {
            case UNKNOWN_AGENT ->
                new ProblemException(404, "unknown-" + what, "There is no such " + what + "; name one that exists");
            case UNKNOWN_OFFER ->
                new ProblemException(404, "unknown-offer", "Name the last offer of an agent, to you or of your agent");
            case NOT_THE_PERSON_HIMSELF ->
                new ProblemException(
                        403,
                        "not-the-person",
                        "Use a token of the person who answers for it, with nobody acting for him",
                        field);
            case NOT_OWNER ->
                new ProblemException(403, "not-owner", "Ask an administrator, or who answers for the " + what);
            case TOO_MANY ->
                new ProblemException(
                        409,
                        "too-many-" + what + "s",
                        "Hand one over first: a person answers for at most " + OwnedAgents.MOST_OF_AN_OWNER + ' ' + what
                                + "s",
                        field);
            case STOPPED_BY_ANOTHER ->
                new ProblemException(
                        403,
                        "stopped-by-another",
                        "Ask an administrator, or who has stopped the " + what + ", to resume it");
            case ADMINISTRATORS_ALONE ->
                new ProblemException(
                        403,
                        "administrators-alone",
                        "Ask an administrator to register an agent for the purpose " + Agents.ADMINISTRATION,
                        "/purpose");
            case ADMINISTRATORS_LENGTHEN ->
                new ProblemException(
                        403,
                        "administrators-alone",
                        "Ask an administrator: who answers for an agent only shortens its time",
                        "/validUntil");
            case NO_SUCH_PARENT ->
                new ProblemException(
                        400, "no-such-parent", "Name an agent that you answer for and that may act", "/parent");
            case TOO_DEEP ->
                new ProblemException(
                        400,
                        "too-deep",
                        "Name one higher up: at most " + AgentFacts.MOST_ABOVE
                                + " agents stand above one, each made by the next",
                        "/parent");
            case VOID_TOKEN -> new ProblemException(403, "void-token", "Get a new token, this one is void");
            case INACTIVE_PERSON -> new ProblemException(400, "inactive-person", "Name an active person", field);
            case ANSWERS_ALREADY ->
                new ProblemException(
                        409, "answers-already", "Name another; this one answers for the " + what + " already", field);
            case BAD_END ->
                new ProblemException(
                        400, "bad-end", "Choose an instant ahead, no later than offers may last", "/endsAt");
            case OFFER_CLOSED ->
                new ProblemException(
                        409, "offer-closed", "Ask for another offer; this one was accepted, refused or withdrawn");
            case OFFER_EXPIRED ->
                new ProblemException(409, "offer-expired", "Ask for another offer; this one has ended");
        };
    }

    private <T, A> Uni<A> answer(OfferId offer, Result<T, AgentRefusal> result, Function<T, A> answer) {
        return result.fold(
                done -> Uni.createFrom().item(answer.apply(done)),
                refusal -> reading.kindOf(offer).map(what -> {
                    throw problem(refusal, what, null);
                }));
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private static OfferId known(String id) {
        return OfferId.parse(id).orElseThrow(() -> problem(AgentRefusal.UNKNOWN_OFFER, "agent", null));
    }
}
