package dev.mandate.identity.credentials;

import dev.mandate.events.identity.SignalEvent.CredentialType;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
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
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What administrators see of people's credentials, and the links by which they let people set them. */
@Path("/identities/{id}")
public class CredentialResource {
    private static final Duration USUAL = Duration.ofHours(24);

    private final Credentials credentials;
    private final Invitations invitations;
    private final Site site;
    private final SecurityIdentity security;

    CredentialResource(Credentials credentials, Invitations invitations, Site site, SecurityIdentity security) {
        this.credentials = credentials;
        this.invitations = invitations;
        this.site = site;
        this.security = security;
    }

    /** @param lifetime for how long the link counts, as an ISO 8601 duration such as {@code PT24H}, which it is without it; at most {@code P7D} */
    public record NewInvitation(@Nullable String lifetime) {}

    /** @param link is in this answer and nowhere else: whoever has it sets what the person signs in with */
    public record Invitation(String link, Instant endsAt) {}

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
     * signed in with before, so it is also how somebody gets back in. 409 for a person who is not active.
     */
    @POST
    @Path("/invitation")
    @WithTransaction
    @RolesAllowed("identities:write")
    @APIResponse(responseCode = "409", description = "The person is not active")
    public Uni<Invitation> invite(@PathParam("id") String id, @Nullable NewInvitation body) {
        var lifetime = body == null || body.lifetime() == null
                ? USUAL
                : Field.at("/lifetime").parsed(body.lifetime(), CredentialResource::duration);
        return invitations
                .make(known(id), lifetime, Requester.of(Caller.of(security)))
                .map(result -> result.fold(
                        made -> new Invitation(site.url() + "/invitation/" + made.token(), made.endsAt()), refused -> {
                            throw problem(refused);
                        }));
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

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("an ISO 8601 duration, such as PT24H", e);
        }
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
