package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.metadata.WebOrigin;
import dev.mandate.identity.keys.SigningAlgorithm;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the token endpoint.
 *
 * @param id the identity id, for an agent or a workload
 * @param scopes the most it may be given
 * @param jwks its public keys as JSON; null without any
 * @param name for people
 * @param grants names of grants that it may use
 * @param application where people sign in to it; null for one without a browser
 * @param standstill why it gets no token, and those that it has don't count; null while it does
 * @param resource URI of what it serves, for which others get tokens; null if nothing
 * @param tokensVoidBefore what was issued to it before is void
 */
public record Client(
        String id,
        Set<String> scopes,
        @Nullable String jwks,
        String name,
        Set<String> grants,
        @Nullable Application application,
        @Nullable String resource,
        @Nullable Standstill standstill,
        @Nullable Instant tokensVoidBefore) {
    /**
     * What people sign in to.
     *
     * @param redirectUris where a browser may be sent with a code; empty for a device without one
     * @param postLogoutUris where it may be sent after signing out
     * @param logoutUri where it hears that somebody has signed out; null if it doesn't
     * @param isPublic it can keep no secret, and proves itself by PKCE alone
     * @param idTokens what its ID and logout tokens are signed with
     * @param withoutPkce it keeps a secret, and may ask for codes without a challenge
     * @param claimsInIdToken its ID tokens tell what userinfo does
     */
    public record Application(
            Set<String> redirectUris,
            Set<String> postLogoutUris,
            @Nullable String logoutUri,
            boolean isPublic,
            SigningAlgorithm idTokens,
            boolean withoutPkce,
            boolean claimsInIdToken) {
        public Application {
            redirectUris = Set.copyOf(redirectUris);
            postLogoutUris = Set.copyOf(postLogoutUris);
        }

        /** One that asks userinfo. */
        public Application(
                Set<String> redirectUris,
                Set<String> postLogoutUris,
                @Nullable String logoutUri,
                boolean isPublic,
                SigningAlgorithm idTokens,
                boolean withoutPkce) {
            this(redirectUris, postLogoutUris, logoutUri, isPublic, idTokens, withoutPkce, false);
        }

        Application claimsInIdToken(boolean wanted) {
            return new Application(redirectUris, postLogoutUris, logoutUri, isPublic, idTokens, withoutPkce, wanted);
        }
    }

    /** One that nobody here registered, and that keeps no secret. */
    public static Client selfRegistered(
            String id,
            Set<String> scopes,
            String name,
            Set<String> grants,
            Application application,
            @Nullable Instant tokensVoidBefore) {
        return new Client(id, scopes, null, name, grants, application, null, null, tokensVoidBefore);
    }

    /** Why a client gets no token. */
    public enum Standstill {
        STOPPED("is stopped; an administrator can resume it"),
        NOBODY_ANSWERS("has nobody who answers for it; an administrator can offer it to somebody"),
        OWNER_STOPPED("is stopped with the person who answers for it"),
        UNREADABLE("can't be read; an operator finds what is wrong at GET /clients");

        private final String words;

        Standstill(String words) {
            this.words = words;
        }

        /** What is said to whoever comes from it, after what it is. */
        public String words() {
            return words;
        }
    }

    Client standingStill(Standstill why) {
        return new Client(id, scopes, jwks, name, grants, application, resource, why, tokensVoidBefore);
    }

    /** It gets no token. */
    public boolean stopped() {
        return standstill != null;
    }

    public Client {
        scopes = Set.copyOf(scopes);
        grants = Set.copyOf(grants);
    }

    public boolean isAgent() {
        return id.startsWith(IdentityId.AGENT);
    }

    public boolean isWorkload() {
        return id.startsWith(IdentityId.WORKLOAD);
    }

    /** It has an identity for which a person answers. */
    public boolean isIdentity() {
        return isAgent() || isWorkload();
    }

    /** People sign in to it. */
    boolean isApplication() {
        return application != null;
    }

    /** Where it hears that somebody has signed out; null if it doesn't. */
    public @Nullable String logoutUri() {
        return application == null ? null : application.logoutUri();
    }

    /** Its ID tokens tell what userinfo does. */
    public boolean claimsInIdToken() {
        return application != null && application.claimsInIdToken();
    }

    /** What ID and logout tokens for it are signed with. */
    public SigningAlgorithm idTokens() {
        return application == null ? SigningAlgorithm.ES256 : application.idTokens();
    }

    /** It can keep no secret. */
    public boolean isPublic() {
        return application != null && application.isPublic();
    }

    /** A page of this origin is it, and it isn't stopped. */
    boolean isPageAt(String origin) {
        return !stopped()
                && application != null
                && application.isPublic()
                && application.redirectUris().stream()
                        .anyMatch(
                                uri -> WebOrigin.of(uri).filter(origin::equals).isPresent());
    }

    /** False for a token that it was given, and that doesn't count any more. */
    public boolean counts(Instant issuedAt) {
        return !stopped() && (tokensVoidBefore == null || !issuedAt.isBefore(tokensVoidBefore));
    }
}
