package dev.mandate.identity.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.SignalEvent.CredentialType;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What administrators see of people's credentials, and the links by which they let people set them. */
@Path("/identities/{id}")
public class CredentialResource {
    private static final Duration USUAL = Duration.ofHours(24);

    private final Credentials credentials;
    private final InvitationAsked invitations;
    private final SecondPerson second;
    private final Site site;
    private final SecurityIdentity security;

    CredentialResource(
            Credentials credentials,
            InvitationAsked invitations,
            SecondPerson second,
            Site site,
            SecurityIdentity security) {
        this.credentials = credentials;
        this.invitations = invitations;
        this.second = second;
        this.site = site;
        this.security = security;
    }

    /**
     * @param lifetime for how long the link counts, as an ISO 8601 duration such as {@code PT24H}, which it is without it; at most {@code
     *     P7D}
     * @param alsoWithRoles whether it is to count also once the person holds a role of Mandate itself, which is to come
     */
    public record NewInvitation(
            @Nullable String lifetime, @Nullable Boolean alsoWithRoles) {}

    /**
     * @param link is in this answer and nowhere else: whoever has it sets what the person signs in with
     * @param endsAt absent while it waits
     * @param waits the proposal with which the link begins to count; absent where it counts
     */
    public record Invitation(
            String link,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant endsAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ProposalView waits) {}

    /**
     * One of a person's credentials; its name, which he gave it, is for him alone.
     *
     * @param since when it was set or registered
     * @param lastUsedAt null where it isn't known
     */
    public record CredentialView(
            String id,
            CredentialType type,
            Instant since,
            @Nullable Instant lastUsedAt) {}

    /**
     * Makes a link by which a person sets a password or passkey, once; an earlier link stops counting. Using it removes whatever he
     * signed in with before, so it is also how somebody gets back in. For whoever holds a role of Mandate itself, or is to hold one
     * ({@code alsoWithRoles}), it waits for people; any other doesn't count for him once he does. 409 for a person who is not active.
     */
    @POST
    @Idempotent
    @Path("/invitation")
    @RolesAllowed("identities:write")
    @APIResponseSchema(Invitation.class)
    @APIResponse(
            responseCode = "202",
            description = "The link counts once people agree, at the address in Location",
            content = @Content(schema = @Schema(implementation = Invitation.class)))
    @APIResponse(responseCode = "409", description = "The person is not active")
    public Uni<Response> invite(@PathParam("id") String id, @Nullable NewInvitation body) {
        var asked = body == null ? new NewInvitation(null, null) : body;
        var lifetime = asked.lifetime() == null ? USUAL : Field.at("/lifetime").duration(asked.lifetime());
        var caller = Caller.of(security);
        if (!Requester.of(caller).isAdministrator()) throw problem(InvitationRefusal.NOT_ADMINISTRATOR);
        var token = RandomSecret.next();
        var wanted = new InvitationAsked.Wanted(
                known(id),
                HexFormat.of().formatHex(RandomSecret.hash(token)),
                lifetime.toString(),
                Boolean.TRUE.equals(asked.alsoWithRoles()));
        return second.ask(invitations, wanted, caller)
                .map(result -> result.<Outcome<Instant>>fold(Function.identity(), refused -> {
                    throw problem(refused);
                }))
                .map(outcome -> answer(outcome, site.url() + "/invitation/" + token));
    }

    private static Response answer(Outcome<Instant> outcome, String link) {
        var answer = ProposalResource.answer(outcome, 200, endsAt -> new Invitation(link, endsAt, null));
        return outcome instanceof Outcome.Waits<Instant> waits
                ? Response.fromResponse(answer)
                        .entity(new Invitation(link, null, waits.proposal()))
                        .build()
                : answer;
    }

    /** What a person signs in with: a password, if he has one, and his passkeys. */
    @GET
    @Path("/credentials")
    @WithSession
    @RolesAllowed("identities:read")
    public Uni<List<CredentialView>> list(@PathParam("id") String id) {
        return credentials
                .of(known(id))
                .map(all -> all.stream()
                        .map(it -> new CredentialView(it.id(), it.type(), it.since(), it.lastUsedAt()))
                        .toList());
    }

    private static IdentityId known(String id) {
        return IdentityId.parse(id).filter(IdentityId::isPerson).orElseThrow(() -> problem(InvitationRefusal.UNKNOWN));
    }

    private static ProblemException problem(InvitationRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> new ProblemException(404, "unknown-identity", "Name a person who exists");
            case INACTIVE ->
                new ProblemException(409, "inactive-person", "Wait until the person is active, or resume him");
            case NOT_ADMINISTRATOR -> new ProblemException(403, "not-administrator", "Ask an administrator");
            case BAD_LIFETIME ->
                new ProblemException(
                        400, "bad-lifetime", "Choose a lifetime of at most " + Invitations.LONGEST, "/lifetime");
        };
    }
}
