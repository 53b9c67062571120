package dev.mandate.identity.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.identity.upstream.UpstreamClient.Authentication;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as somebody wants it to be known. Everything was checked.
 *
 * @param jwks public keys, as JSON; null for one that publishes them, or signs no assertions
 * @param jwksUri where it publishes them; null for one of which they are given, or that signs none
 * @param acrValues as {@link AcrValues} keeps them; null for none
 * @param provider how people sign in by it on a page; null where they don't
 * @param devices how it says on which device somebody signed in; null where it doesn't
 * @param surfaces on which its word puts whom it signs in
 * @param clientSecret sealed, in base64; null for none, and to leave the one that there is
 */
record WantedIssuer(
        String issuer,
        @Nullable String jwks,
        @Nullable String jwksUri,
        SubjectClaim subjectClaim,
        @Nullable String audience,
        @Nullable String acrValues,
        @Nullable ProviderTerms provider,
        @Nullable DeviceClaim devices,
        SurfaceRules surfaces,
        @Nullable String clientSecret) {
    WantedIssuer {
        if (surfaces == null) surfaces = SurfaceRules.NONE; // a proposal from before there were any
    }

    IssuerRow row(Instant now) {
        var row = new IssuerRow();
        row.issuer = issuer;
        row.createdAt = now;
        become(row);
        return row;
    }

    /** One that is stopped stays stopped, and a provider keeps its id. */
    void become(IssuerRow row) {
        row.jwks = jwks;
        row.jwksUri = jwksUri;
        row.subjectClaim = subjectClaim;
        row.audience = audience;
        row.acrValues = acrValues;
        row.provider = provider == null ? null : provider.json();
        row.devices = DeviceClaim.json(devices);
        row.surfaces = surfaces.json();
        if (provider == null || !hasSecret()) row.clientSecret = null;
        else if (clientSecret != null) row.clientSecret = Base64.getDecoder().decode(clientSecret);
    }

    SigningKeys keys() {
        return new SigningKeys(jwks, jwksUri);
    }

    private boolean hasSecret() {
        return provider != null && provider.authentication() != Authentication.PRIVATE_KEY_JWT;
    }

    /** The same, with the secret that is known already. */
    WantedIssuer keepingSecret() {
        return new WantedIssuer(
                issuer, jwks, jwksUri, subjectClaim, audience, acrValues, provider, devices, surfaces, null);
    }

    /** Whether we could ask it for tokens: one with a secret that is to be kept has to have one. */
    boolean isWhole(@Nullable IssuerRow known) {
        return !hasSecret() || clientSecret != null || known != null && known.clientSecret != null;
    }

    /** Whether it is known so already, in whatever order its keys have their members. Another secret is another. */
    boolean is(IssuerRow row) {
        return row.subjectClaim == subjectClaim
                && Objects.equals(row.audience, audience)
                && AcrValues.parse(row.acrValues)
                        .ours()
                        .equals(AcrValues.parse(acrValues).ours())
                && sameJson(row.jwks, jwks)
                && Objects.equals(row.jwksUri, jwksUri)
                && Objects.equals(row.terms().orElse(null), provider)
                && Objects.equals(row.devices(), devices)
                && row.surfaces().equals(surfaces)
                && clientSecret == null;
    }

    private static boolean sameJson(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) return one == null && other == null;
        try {
            return EventJson.mapper().readTree(one).equals(EventJson.mapper().readTree(other));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
