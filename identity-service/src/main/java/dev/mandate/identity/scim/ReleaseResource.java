package dev.mandate.identity.scim;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Taking somebody out of a directory's hands. */
@Path("/identities/{id}/adoption/end")
public class ReleaseResource {
    private final Releases releases;
    private final SecurityIdentity security;

    ReleaseResource(Releases releases, SecurityIdentity security) {
        this.releases = releases;
        this.security = security;
    }

    /**
     * @param reason in the requester's words, one line of 1 to 500 characters
     * @param again whether a directory may adopt him once more; without it none may, or its next synchronisation would
     */
    public record Ending(@Nullable String reason, @Nullable Boolean again) {}

    /**
     * What a directory says of somebody whom an HR system has counts no more: that one alone says whether he works here. To the directory he
     * isn't there any more. Asked again, it says whether one may adopt him once more.
     */
    @POST
    @WithTransaction
    @RolesAllowed("identities:write")
    @APIResponse(responseCode = "204", description = "It is so")
    @APIResponse(responseCode = "409", description = "No directory has adopted him")
    public Uni<Void> end(@PathParam("id") String id, @Nullable Ending body) {
        var wanted = Field.body(body);
        var reason = Field.at("/reason").reason(wanted.reason());
        var person = IdentityId.parse(id)
                .filter(IdentityId::isPerson)
                .orElseThrow(() -> new ProblemException(404, "unknown-person", "Name a person who exists"));
        return releases.release(person, Boolean.TRUE.equals(wanted.again()), reason, Requester.of(Caller.of(security)))
                .invoke(done -> {
                    if (!done)
                        throw new ProblemException(
                                409, "not-adopted", "Name a person whom a directory has adopted; none has this one");
                })
                .replaceWithVoid();
    }
}
