package dev.mandate.identity.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.identity.identities.Identities;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Which claim of an issuer's assertions says who the person is. */
enum SubjectClaim {
    /** {@code employeeId} or, where an issuer has no such claim, {@code sub} is the employee id. */
    EMPLOYEE_ID("employeeId") {
        @Override
        Optional<String> of(JWTClaimsSet claims) {
            return textOf(claims, claims.getClaims().containsKey(text()) ? text() : "sub");
        }

        @Override
        Uni<List<IdentityState>> find(Identities identities, String subject) {
            return identities.ofEmployee(subject);
        }
    },
    /** {@code email}, unless the issuer says anything else of it than that it has verified it. */
    EMAIL("email") {
        @Override
        Optional<String> of(JWTClaimsSet claims) {
            var verified = claims.getClaim("email_verified");
            return verified == null || verified.toString().equals("true") ? textOf(claims, text()) : Optional.empty();
        }

        @Override
        Uni<List<IdentityState>> find(Identities identities, String subject) {
            return identities.withEmail(subject).map(found -> found.stream().toList());
        }
    },
    /** {@code sub} is whoever has linked it, or whom the provider takes in by it; of a provider that signs no assertions. */
    LINKED("sub") {
        @Override
        Optional<String> of(JWTClaimsSet claims) {
            return Optional.empty();
        }

        @Override
        Uni<List<IdentityState>> find(Identities identities, String subject) {
            return Uni.createFrom().item(List.of());
        }
    };

    private final String text;

    SubjectClaim(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    abstract Optional<String> of(JWTClaimsSet claims);

    abstract Uni<List<IdentityState>> find(Identities identities, String subject);

    /** @throws IllegalArgumentException if there is no such claim */
    static SubjectClaim named(String text) {
        for (var claim : values()) if (claim != LINKED && claim.text.equals(text)) return claim;
        throw new IllegalArgumentException("one of employeeId, email");
    }

    static Optional<String> textOf(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text && !text.isBlank() && WholeText.is(text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
