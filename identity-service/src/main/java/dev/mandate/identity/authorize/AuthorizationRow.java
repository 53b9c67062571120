package dev.mandate.identity.authorize;

import dev.mandate.events.authz.Authentication;
import dev.mandate.identity.clients.metadata.Scopes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "authorizations")
@SuppressWarnings("NullAway.Init")
class AuthorizationRow {
    @Id
    String id;

    @Column(name = "client_id")
    String clientId;

    @Column(name = "person_id")
    String personId;

    @Column(name = "sign_in_id")
    String signInId;

    /** Separated by spaces. */
    String scopes;

    /** Separated by spaces. */
    String resources = "";

    @Nullable
    String nonce;

    @Column(name = "redirect_uri")
    String redirectUri;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "code_challenge")
    String codeChallenge;

    /** Thumbprint of the key that whoever comes with the code has to have, RFC 9449 section 10. */
    @Column(name = "code_key")
    @Nullable
    String codeKey;

    @Column(name = "code_ends_at")
    Instant codeEndsAt;

    @Column(name = "code_used_at")
    @Nullable
    Instant codeUsedAt;

    /** The task that the person agreed to; null where it was none. */
    @Column(name = "delegation_id")
    @Nullable
    String delegationId;

    String acr;

    String amr;

    @Column(name = "authenticated_at")
    Instant authenticatedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ends_at")
    Instant endsAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @Column(name = "revoked_reason")
    @Nullable
    String revokedReason;

    /** A program without a browser took it up, on whichever device that is: its person agreed to it on his own. */
    boolean isElsewhere() {
        return redirectUri.isEmpty();
    }

    Authentication authentication() {
        return new Authentication(acr, Scopes.parse(amr), authenticatedAt.truncatedTo(ChronoUnit.SECONDS));
    }
}
