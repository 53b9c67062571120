package dev.mandate.messaging.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Bearer tokens; each scope is a role, and the principal is a {@link Caller}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>
 */
@ApplicationScoped
class TokenAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";

    private final TokenVerifier tokens;
    private final StoppedClients stopped;

    @Inject
    TokenAuthentication(TokenVerifier tokens, StoppedClients stopped) {
        this.tokens = tokens;
        this.stopped = stopped;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        var header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        try {
            var caller = tokens.verify(header.substring(SCHEME.length()).trim());
            stopped.require(caller);
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder()
                            .setPrincipal(caller)
                            .addRoles(caller.scopes())
                            .build());
        } catch (InvalidToken e) {
            return Uni.createFrom().failure(new AuthenticationFailedException(e.getMessage()));
        } catch (StillStarting e) {
            return Uni.createFrom().failure(e);
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }
}
