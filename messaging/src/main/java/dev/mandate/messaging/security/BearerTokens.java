package dev.mandate.messaging.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request speaks for, by its header {@code Authorization}. Resources have it from {@code SecurityIdentity}; this is for routes
 * that are no resources.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 section 2.1</a>
 */
@ApplicationScoped
public class BearerTokens {
    private static final String SCHEME = "Bearer ";

    private final TokenVerifier tokens;
    private final StoppedClients stopped;

    BearerTokens(TokenVerifier tokens, StoppedClients stopped) {
        this.tokens = tokens;
        this.stopped = stopped;
    }

    /**
     * Empty for a request without a bearer token.
     *
     * @throws InvalidToken if the token proves nothing, or what it came by was stopped
     * @throws StillStarting if that can't be said yet
     */
    public Optional<Caller> caller(@Nullable String authorization) throws InvalidToken {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            return Optional.empty();
        var caller = tokens.verify(authorization.substring(SCHEME.length()).trim());
        stopped.require(caller);
        return Optional.of(caller);
    }
}
