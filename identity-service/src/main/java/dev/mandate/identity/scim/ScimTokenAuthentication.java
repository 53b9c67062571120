package dev.mandate.identity.scim;

import dev.mandate.identity.clients.ScimTokens;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * SCIM tokens, where they count: under {@code /scim/v2}. Anywhere else they are tokens that prove nothing, as for {@code TokenAuthentication}
 * any is.
 */
@ApplicationScoped
class ScimTokenAuthentication implements HttpAuthenticationMechanism {
    private static final String PATHS = "/scim/v2/";
    private static final String SCHEME = "Bearer ";

    private final ScimTokens tokens;
    private final InstantSource clock;

    ScimTokenAuthentication(ScimTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Before access tokens are looked for, of which it is none. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        var shown = context.request().getHeader("Authorization");
        if (shown == null
                || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !context.normalizedPath().startsWith(PATHS))
            return Uni.createFrom().nullItem();
        var token = shown.substring(SCHEME.length()).trim();
        if (!ScimTokens.isOne(token)) return Uni.createFrom().nullItem();
        return Panache.withSession(() -> tokens.holder(token))
                .map(found -> found.map(this::identity)
                        .orElseThrow(() -> new AuthenticationFailedException("no SCIM token that counts")));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    /** As if it had got an access token by it now. */
    private SecurityIdentity identity(ScimTokens.Holder holder) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var caller = Caller.ofClient(holder.client(), holder.scopes(), holder.token(), now);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(caller.scopes())
                .build();
    }
}
