package dev.mandate.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.identities.Identities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Who is to act, where a client says so by a token. Here that is always the agent that asks, by what it was delegated: an {@code actor_token}
 * that says the same is taken, since some libraries send one, and gives nothing that it wouldn't get without.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-2.2.2">RFC 8693 section 2.2.2: an actor_token that isn't acceptable is
 *     invalid_request</a>
 */
@ApplicationScoped
class ActorTokens {
    private final AccessTokens tokens;
    private final Identities identities;

    ActorTokens(AccessTokens tokens, Identities identities) {
        this.tokens = tokens;
        this.identities = identities;
    }

    /**
     * Why it isn't the client itself that the token names; empty where it is, or none was sent.
     *
     * @param key thumbprint of the key that the request proves to have
     */
    Uni<Optional<TokenRefusal>> against(TokenExchangeGrant grant, Client client, Optional<String> key) {
        if (grant.getActorToken() == null) return nothing();
        if (!TokenTypeURI.ACCESS_TOKEN.equals(grant.getActorTokenType()))
            return refused("actor_token_type is not supported: show an access token of the agent's own");
        var read = tokens.read(grant.getActorToken().getValue());
        if (read.isEmpty()) return refused("actor_token is no access token of ours that counts");
        var claims = read.get();
        if (!isOwn(claims, client))
            return refused("the actor is the client that asks: show an access token of its own, by client_credentials");
        var bound = AccessTokens.boundTo(claims);
        if (bound != null && !key.filter(bound::equals).isPresent())
            return refused("actor_token is bound to a key: prove that you have it");
        var issuedAt = claims.getIssueTime().toInstant();
        if (!client.counts(issuedAt)) return refused("actor_token is void");
        if (!client.isIdentity()) return nothing();
        var actor = new IdentityId(client.id());
        return identities
                .snapshot(Set.of(actor))
                .map(snapshot -> issuedAt.isBefore(TokenContent.notBefore(
                                snapshot.of(actor).stream().toList()))
                        ? Optional.of(TokenRefusal.request("actor_token is void"))
                        : Optional.empty());
    }

    /** Whoever is named as the actor acts by what was exchanged, or isn't needed. */
    static Optional<TokenRefusal> unused(TokenExchangeGrant grant, TokenContent content) {
        return grant.getActorToken() == null || !content.actors().isEmpty()
                ? Optional.empty()
                : Optional.of(TokenRefusal.request(
                        "nobody acts by this subject_token for anybody: exchange a delegation, or a"
                                + " token that is bound to one, or leave out actor_token"));
    }

    private static boolean isOwn(JWTClaimsSet claims, Client client) {
        return client.id().equals(claims.getSubject())
                && client.id().equals(claims.getClaim("client_id"))
                && claims.getClaim("act") == null;
    }

    private static Uni<Optional<TokenRefusal>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private static Uni<Optional<TokenRefusal>> refused(String why) {
        return Uni.createFrom().item(Optional.of(TokenRefusal.request(why)));
    }
}
