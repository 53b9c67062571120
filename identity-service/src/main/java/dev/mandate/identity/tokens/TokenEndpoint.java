package dev.mandate.identity.tokens;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.AssertionRefused;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.ClientAuthentications;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.signin.SignIn;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Which grant is which. Each token is the result of one transaction, in which assertions are used up. */
@ApplicationScoped
class TokenEndpoint {
    static final String DELEGATION = "urn:mandate:params:oauth:token-type:delegation";

    private final ClientAuthentications authentications;
    private final ClientCredentials clientCredentials;
    private final SignIn signIn;
    private final DelegationExchange delegations;
    private final TokenNarrowing narrowing;
    private final AccessTokens tokens;

    TokenEndpoint(
            ClientAuthentications authentications,
            ClientCredentials clientCredentials,
            SignIn signIn,
            DelegationExchange delegations,
            TokenNarrowing narrowing,
            AccessTokens tokens) {
        this.authentications = authentications;
        this.clientCredentials = clientCredentials;
        this.signIn = signIn;
        this.delegations = delegations;
        this.narrowing = narrowing;
        this.tokens = tokens;
    }

    /** Fails with {@link TokenRefused}. */
    @WithTransaction
    Uni<AccessTokens.Signed> issue(TokenRequest request) {
        return client(request).chain(client -> content(request, client)).map(tokens::sign);
    }

    private Uni<Optional<Client>> client(TokenRequest request) {
        var proof = request.getClientAuthentication();
        if (proof == null) return Uni.createFrom().item(Optional.empty());
        return authentications
                .authenticate(proof)
                .map(Optional::of)
                .onFailure(AssertionRefused.class)
                .transform(
                        refused -> new TokenRefused(OAuth2Error.INVALID_CLIENT, String.valueOf(refused.getMessage())));
    }

    private Uni<TokenContent> content(TokenRequest request, Optional<Client> client) {
        var asked = Asked.of(request);
        var grant = request.getAuthorizationGrant();
        if (grant instanceof JWTBearerGrant bearer) return signIn(bearer.getJWTAssertion(), client, asked);
        var caller = client.orElseThrow(
                () -> new TokenRefused(OAuth2Error.INVALID_CLIENT, "this grant needs client authentication"));
        if (grant instanceof ClientCredentialsGrant) return clientCredentials.issue(caller, asked);
        if (grant instanceof TokenExchangeGrant exchange) return exchange(caller, exchange, asked);
        throw new TokenRefused(OAuth2Error.UNSUPPORTED_GRANT_TYPE, "use one of the grants in the metadata");
    }

    private Uni<TokenContent> signIn(JWT assertion, Optional<Client> client, Asked asked) {
        if (!(assertion instanceof SignedJWT signed)) {
            throw new TokenRefused(OAuth2Error.INVALID_GRANT, "the assertion is not signed");
        }
        return signIn.with(signed)
                .onFailure(AssertionRefused.class)
                .transform(refused -> new TokenRefused(OAuth2Error.INVALID_GRANT, String.valueOf(refused.getMessage())))
                .map(in -> TokenContent.of(
                                in.person().identity().value(),
                                client.map(Client::id).orElse(in.issuer()),
                                Granted.narrow(Scopes.OF_PERSON, asked.scopes(), asked.audience()),
                                TokenContent.notBefore(List.of(in.person())))
                        .signedIn(in.authentication()));
    }

    private Uni<TokenContent> exchange(Client client, TokenExchangeGrant grant, Asked asked) {
        var type = grant.getSubjectTokenType();
        var subject = grant.getSubjectToken().getValue();
        if (grant.getActorToken() != null) {
            throw new TokenRefused(OAuth2Error.INVALID_REQUEST, "the actor is the client, leave out actor_token");
        }
        if (DELEGATION.equals(type.getURI().toString())) return delegations.issue(client, subject, asked);
        if (TokenTypeURI.ACCESS_TOKEN.equals(type)) return narrowing.issue(client, subject, asked);
        throw new TokenRefused(OAuth2Error.INVALID_REQUEST, "subject_token_type is not supported");
    }
}
