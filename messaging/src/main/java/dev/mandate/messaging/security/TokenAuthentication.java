package dev.mandate.messaging.security;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

/**
 * Access tokens, a bearer's or bound to a key; each scope is a role, and the principal is a {@link Caller}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>
 */
@ApplicationScoped
class TokenAuthentication implements HttpAuthenticationMechanism {
    private static final String CHALLENGE = "Bearer, DPoP algs=\"" + KeyProofs.algorithms() + '"';

    private final BearerTokens tokens;
    private final CallerStatus status;

    @Inject
    TokenAuthentication(BearerTokens tokens, CallerStatus status) {
        this.tokens = tokens;
        this.status = status;
    }

    /** After all who want to be told of what it reads. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        status.start();
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        try {
            var caller = tokens.caller(context.request());
            if (caller.isEmpty()) return Uni.createFrom().nullItem();
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder()
                            .setPrincipal(caller.get())
                            .addRoles(caller.get().scopes())
                            .build());
        } catch (InvalidToken e) {
            return Uni.createFrom().failure(new AuthenticationFailedException(e.getMessage()));
        } catch (StillStarting e) {
            return Uni.createFrom().failure(e);
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
    }
}
