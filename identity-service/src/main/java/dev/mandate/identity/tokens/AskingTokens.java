package dev.mandate.identity.tokens;

import dev.mandate.events.authz.Authentication;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.sessions.CurrentSignIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens by which this service asks authz-service in the name of who looks at one of its pages: what may he? They are given to nobody else, count for
 * seconds, and for questions about himself alone. So there is no secret for it that somebody would have to keep.
 */
@ApplicationScoped
public class AskingTokens {
    /** As {@code client_id}; no client is called so. */
    static final String CLIENT = "identity-service";

    private static final Set<String> SCOPE = Set.of("decisions:evaluate");

    /** Longer than a page waits, and than clocks of one installation differ. */
    private static final Duration LASTING = Duration.ofSeconds(30);

    private final AccessTokens tokens;
    private final InstantSource clock;

    AskingTokens(AccessTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    public String of(CurrentSignIn him) {
        var granted = new GrantedAccess(SCOPE, Scopes.audienceOf(SCOPE));
        var notBefore = TokenContent.notBefore(List.of(him.person().state()));
        var content = TokenContent.of(him.session().person().value(), CLIENT, granted, notBefore)
                .signedIn(Authentication.UNKNOWN, him.session().issuer(), null)
                .until(clock.instant().plus(LASTING));
        return tokens.sign(content, Optional.empty()).token();
    }
}
