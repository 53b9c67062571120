package dev.mandate.identity.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as somebody wants it to be known. Everything was checked.
 *
 * @param jwks public keys, as JSON
 * @param acrValues as {@link AcrValues} keeps them; null for none
 */
record WantedIssuer(
        String issuer,
        String jwks,
        SubjectClaim subjectClaim,
        @Nullable String audience,
        @Nullable String acrValues) {
    IssuerRow row(Instant now) {
        var row = new IssuerRow();
        row.issuer = issuer;
        row.createdAt = now;
        become(row);
        return row;
    }

    /** One that is stopped stays stopped. */
    void become(IssuerRow row) {
        row.jwks = jwks;
        row.subjectClaim = subjectClaim;
        row.audience = audience;
        row.acrValues = acrValues;
    }

    /** Whether it is known so already, in whatever order its keys have their members. */
    boolean is(IssuerRow row) {
        return row.subjectClaim == subjectClaim
                && Objects.equals(row.audience, audience)
                && AcrValues.parse(row.acrValues)
                        .ours()
                        .equals(AcrValues.parse(acrValues).ours())
                && sameJson(row.jwks, jwks);
    }

    private static boolean sameJson(String one, String other) {
        try {
            return EventJson.mapper().readTree(one).equals(EventJson.mapper().readTree(other));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
