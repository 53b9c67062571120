package dev.mandate.identity.keys;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** For the day on which a signing key may have become known. */
@Path("/keys/rotation")
public class RotationResource {
    private final SigningKeys keys;

    RotationResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** @param keyId signs from now on */
    public record Rotated(String keyId) {}

    /**
     * Revokes every signing key at once: each service refuses all tokens until now as soon as it has read that, and everyone asks
     * for a new one. Regular rotation needs no request.
     */
    @POST
    @Produces("application/json")
    @RolesAllowed("keys:rotate")
    public Uni<Rotated> rotate() {
        return keys.replaceAll().map(Rotated::new);
    }
}
