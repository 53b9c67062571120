package dev.mandate.identity.keys;

import dev.mandate.identity.http.Field;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jspecify.annotations.Nullable;

/** For the day on which a signing key may have become known. */
@Path("/keys/rotation")
public class RotationResource {
    private final SigningKeys keys;
    private final SecurityIdentity security;

    RotationResource(SigningKeys keys, SecurityIdentity security) {
        this.keys = keys;
        this.security = security;
    }

    /** @param reason why, for the record: one line of at most 500 characters */
    public record Why(@Nullable String reason) {}

    /** @param keyId signs from now on */
    public record Rotated(String keyId) {}

    /**
     * Revokes every signing key at once: each service refuses all tokens until now as soon as it has read that, and everyone asks
     * for a new one. Regular rotation needs no request. The reason may be left out.
     */
    @POST
    @Produces("application/json")
    @RolesAllowed("keys:rotate")
    public Uni<Rotated> rotate(@Nullable Why body) {
        var reason = body == null || body.reason() == null
                ? null
                : Field.at("/reason").reason(body.reason());
        return keys.replaceAll(reason, Caller.of(security).by()).map(Rotated::new);
    }
}
