package dev.mandate.identity.workloads.bound;

import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.surfaces.SurfaceRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are to prove who a workload is.
 *
 * @param issuer exactly as in {@code iss}; or {@code spiffe://…}, a trust domain, whose tokens need no {@code iss}
 * @param jwks checked public keys as JSON; null where they are fetched
 * @param jwksUri where they are fetched; null where they are registered
 * @param audience all that {@code aud} may hold
 * @param reusable whether a token counts until it ends, as one in a file does; otherwise once
 * @param surfaces on which its word puts a workload, or a client that it attests
 */
record PlatformIssuer(
        String issuer,
        @Nullable String jwks,
        @Nullable String jwksUri,
        String audience,
        boolean reusable,
        SurfaceRules surfaces) {
    PlatformIssuer {
        if ((jwks == null) == (jwksUri == null)) throw new IllegalArgumentException("either jwks or jwksUri");
        if (surfaces == null) surfaces = SurfaceRules.NONE; // a proposal from before there were any
    }

    void become(PlatformIssuerRow row) {
        row.jwks = jwks;
        row.jwksUri = jwksUri;
        row.audience = audience;
        row.reusable = reusable;
        row.surfaces = surfaces.json();
    }

    /** How its keys are known, for people: where they are fetched, or their thumbprints (RFC 7638). */
    List<String> keys() {
        return PublicKeys.named(jwks, jwksUri);
    }
}
