package dev.mandate.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.AssertionRefused;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.signin.AuthenticationClaims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client exchanges a token of its own for one with fewer scopes, a smaller audience and no later end; what it says of
 * subject, actors and delegation stays, and so does how a person signed in.
 */
@ApplicationScoped
class TokenNarrowing {
    private final AccessTokens tokens;
    private final DelegationExchange delegations;
    private final Identities identities;

    TokenNarrowing(AccessTokens tokens, DelegationExchange delegations, Identities identities) {
        this.tokens = tokens;
        this.delegations = delegations;
        this.identities = identities;
    }

    Uni<TokenContent> issue(Client client, String subjectToken, Asked asked) {
        var claims = tokens.read(subjectToken)
                .filter(read -> client.id().equals(read.getClaim("client_id")))
                .orElseThrow(() -> refused("subject_token is not a valid token of this client"));
        var scope = text(claims, "scope");
        var granted = Granted.narrow(Scopes.parse(scope == null ? "" : scope), asked.scopes(), asked.audience());
        var end = claims.getExpirationTime().toInstant();
        var delegation = text(claims, "delegation_id");
        if (delegation == null) return ofItself(client, claims, granted, end);
        return delegations.usable(delegation, client.id()).map(used -> {
            var notBefore = TokenContent.notBefore(used.standing().known().values());
            requireNotVoid(claims, notBefore);
            return new TokenContent(
                    claims.getSubject(),
                    client.id(),
                    granted.scopes(),
                    granted.audience(),
                    used.chain().actors(),
                    used.chain().leaf().delegation(),
                    used.chain().leaf().session(),
                    notBefore,
                    end,
                    Authentication.UNKNOWN);
        });
    }

    private Uni<TokenContent> ofItself(Client client, JWTClaimsSet claims, Granted granted, Instant end) {
        var subject = claims.getSubject();
        if (subject.equals(client.id()) && !client.isAgent()) {
            return Uni.createFrom()
                    .item(TokenContent.of(subject, client.id(), granted, Instant.EPOCH)
                            .until(end));
        }
        var identity = new IdentityId(subject);
        return identities.standing(Set.of(identity)).map(standing -> {
            if (!standing.mayAct(identity)) throw refused("the subject or its owner is not active");
            var notBefore =
                    TokenContent.notBefore(standing.of(identity).stream().toList());
            requireNotVoid(claims, notBefore);
            return TokenContent.of(subject, client.id(), granted, notBefore)
                    .until(end)
                    .signedIn(authentication(claims));
        });
    }

    private static Authentication authentication(JWTClaimsSet claims) {
        try {
            return AuthenticationClaims.read(claims);
        } catch (AssertionRefused e) {
            throw refused("subject_token is malformed");
        }
    }

    private static void requireNotVoid(JWTClaimsSet claims, Instant notBefore) {
        if (claims.getIssueTime().toInstant().isBefore(notBefore)) throw refused("subject_token is void");
    }

    private static @Nullable String text(JWTClaimsSet claims, String name) {
        try {
            return claims.getStringClaim(name);
        } catch (ParseException e) {
            throw refused("subject_token is malformed");
        }
    }

    private static TokenRefused refused(String description) {
        return new TokenRefused(OAuth2Error.INVALID_GRANT, description);
    }
}
