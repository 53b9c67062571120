package dev.mandate.messaging.security;

import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an access token speaks for.
 *
 * @param subject {@code sub}: an identity id, or a client id for a client of its own right
 * @param actor {@code act.sub}: the agent that acts for the subject; null where nobody does
 * @param delegationId the delegation that the token is bound to; null without one
 * @param sessionId the root delegation of it; null without one
 * @param issuedAt whole seconds
 * @param acr how strongly the subject signed in; null where the token doesn't say
 * @param amr by which methods
 * @param authenticatedAt when, whole seconds; null where the token doesn't say
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>
 */
public record Caller(
        String subject,
        String clientId,
        Set<String> scopes,
        @Nullable String actor,
        @Nullable String delegationId,
        @Nullable String sessionId,
        String tokenId,
        Instant issuedAt,
        @Nullable String acr,
        Set<String> amr,
        @Nullable Instant authenticatedAt)
        implements Principal {
    public Caller {
        scopes = Set.copyOf(scopes);
        amr = Set.copyOf(amr);
    }

    /** @throws IllegalStateException if the request was made without a token */
    public static Caller of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof Caller caller) return caller;
        throw new IllegalStateException("the request carries no access token");
    }

    /** Who it is that does it: an agent that acts for a person does so itself. */
    public String acting() {
        return actor == null ? subject : actor;
    }

    @Override
    public String getName() {
        return subject;
    }
}
