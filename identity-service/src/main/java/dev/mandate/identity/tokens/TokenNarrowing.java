package dev.mandate.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.signin.AuthenticationClaims;
import dev.mandate.identity.signin.Issuers;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A client exchanges a token of its own for one with fewer scopes, a smaller audience and no later end; what it says of
 * subject, actors and delegation stays, and so does how a person signed in, and on which surface that was.
 */
@ApplicationScoped
class TokenNarrowing {
    private final AccessTokens tokens;
    private final DelegationExchange delegations;
    private final Identities identities;
    private final Issuers issuers;

    TokenNarrowing(AccessTokens tokens, DelegationExchange delegations, Identities identities, Issuers issuers) {
        this.tokens = tokens;
        this.delegations = delegations;
        this.identities = identities;
        this.issuers = issuers;
    }

    Uni<Result<TokenContent, TokenRefusal>> issue(Client client, String subjectToken, RequestedAccess asked) {
        return tokens.readOwn(subjectToken, client)
                .chain(own -> own.chain(claims -> {
                    var issuer = text(claims, "idp");
                    if (issuer.isEmpty()) return narrowed(client, claims, asked);
                    return issuers.holdCounting(
                                    issuer.get(), claims.getIssueTime().toInstant())
                            .chain(counts -> counts
                                    ? narrowed(client, claims, asked)
                                    : Result.nowRefused(TokenRefusal.grant(
                                            "subject_token is void: its sign-in issuer was stopped")));
                }));
    }

    private Uni<Result<TokenContent, TokenRefusal>> narrowed(
            Client client, JWTClaimsSet claims, RequestedAccess asked) {
        return GrantedAccess.narrow(Scopes.parse(text(claims, "scope").orElse("")), asked.scopes(), asked.audience())
                .chain(granted -> text(claims, "delegation_id")
                        .map(delegation -> bound(client, claims, granted, delegation))
                        .orElseGet(() -> ofItself(client, claims, granted)))
                .map(result -> result.map(content -> content.on(AccessTokens.surfacesOf(claims))));
    }

    private Uni<Result<TokenContent, TokenRefusal>> bound(
            Client client, JWTClaimsSet claims, GrantedAccess granted, String delegation) {
        return delegations
                .usable(delegation, client.id())
                .map(usable -> usable.then(used -> {
                    var notBefore =
                            TokenContent.notBefore(used.snapshot().known().values());
                    return Result.unless(
                            AccessTokens.voided(claims, notBefore),
                            TokenContent.inTask(
                                    used.chain(),
                                    client.id(),
                                    granted,
                                    notBefore,
                                    claims.getExpirationTime().toInstant()));
                }));
    }

    private Uni<Result<TokenContent, TokenRefusal>> ofItself(
            Client client, JWTClaimsSet claims, GrantedAccess granted) {
        var subject = claims.getSubject();
        var end = claims.getExpirationTime().toInstant();
        if (subject.equals(client.id()) && !client.isIdentity()) {
            return Result.nowDone(TokenContent.of(subject, client.id(), granted, Instant.EPOCH)
                    .until(end));
        }
        var identity = new IdentityId(subject);
        return identities.snapshot(Set.of(identity)).map(snapshot -> {
            var obstacle = snapshot.obstacle(identity);
            if (obstacle.isPresent()) return Result.refused(TokenRefusal.grant(obstacle.get()));
            var notBefore =
                    TokenContent.notBefore(snapshot.of(identity).stream().toList());
            return Result.unless(
                            AccessTokens.voided(claims, notBefore),
                            TokenContent.of(subject, client.id(), granted, notBefore))
                    .then(token -> AuthenticationClaims.read(claims)
                            .because(TokenRefusal::grant)
                            .map(authentication -> token.until(end)
                                    .signedIn(
                                            authentication.on(text(claims, AuthenticationClaims.DEVICE)
                                                    .orElse(null)),
                                            text(claims, "idp").orElse(null),
                                            authorized(claims).orElse(null))));
        });
    }

    private static Optional<TokenContent.Authorized> authorized(JWTClaimsSet claims) {
        return text(claims, AccessTokens.AUTHORIZATION)
                .map(id -> new TokenContent.Authorized(
                        id, text(claims, AccessTokens.SIGN_IN).orElseThrow()));
    }

    /** We signed it, so it is a text wherever it is there. */
    private static Optional<String> text(JWTClaimsSet claims, String name) {
        return Optional.ofNullable((String) claims.getClaim(name));
    }
}
