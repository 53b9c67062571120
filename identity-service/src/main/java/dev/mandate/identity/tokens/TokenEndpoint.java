package dev.mandate.identity.tokens;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.ClientAuthentications;
import dev.mandate.identity.signin.SignIn;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which grant is which. Each token is the result of one transaction, in which assertions are used up. */
@ApplicationScoped
class TokenEndpoint {
    static final String DELEGATION = "urn:mandate:params:oauth:token-type:delegation";

    private final ClientAuthentications authentications;
    private final ClientCredentials clientCredentials;
    private final SignIn signIn;
    private final PersonScopes people;
    private final DelegationExchange delegations;
    private final TokenNarrowing narrowing;
    private final AccessTokens tokens;
    private final TokenRecord record;
    private final URI gateway;

    TokenEndpoint(
            ClientAuthentications authentications,
            ClientCredentials clientCredentials,
            SignIn signIn,
            PersonScopes people,
            DelegationExchange delegations,
            TokenNarrowing narrowing,
            AccessTokens tokens,
            TokenRecord record,
            TokenConfig config) {
        this.authentications = authentications;
        this.clientCredentials = clientCredentials;
        this.signIn = signIn;
        this.people = people;
        this.delegations = delegations;
        this.narrowing = narrowing;
        this.tokens = tokens;
        this.record = record;
        this.gateway = config.gatewayUrl();
    }

    /** What was refused uses nothing up, and what can't be put on record is not handed out. */
    @WithTransaction
    Uni<Result<AccessTokens.Signed, TokenRefusal>> issue(TokenRequest request) {
        return client(request)
                .chain(known -> known.chain(client -> content(request, client)
                        .map(result -> result.map(content -> content.from(
                                client.map(Client::tokensVoidBefore).orElse(null))))))
                .call(result -> result.fold(content -> Uni.createFrom().voidItem(), refusal -> undo()))
                .chain(result -> result.chain(content -> {
                    var signed = tokens.sign(content);
                    return record.keep(request.getAuthorizationGrant(), content, signed)
                            .replaceWith(() -> Result.done(signed));
                }));
    }

    private static Uni<Void> undo() {
        return Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .replaceWithVoid();
    }

    private Uni<Result<Optional<Client>, TokenRefusal>> client(TokenRequest request) {
        var proof = request.getClientAuthentication();
        if (proof == null) return Result.nowDone(Optional.empty());
        return authentications
                .authenticate(proof)
                .map(result -> result.<Optional<Client>>map(Optional::of).because(TokenRefusal::client));
    }

    private Uni<Result<TokenContent, TokenRefusal>> content(TokenRequest request, Optional<Client> client) {
        var asked = Asked.of(request, gateway);
        var grant = request.getAuthorizationGrant();
        if (grant instanceof JWTBearerGrant bearer) return signIn(bearer.getJWTAssertion(), client, asked);
        if (client.isEmpty()) return Result.nowRefused(TokenRefusal.client("this grant needs client authentication"));
        if (grant instanceof ClientCredentialsGrant) return clientCredentials.issue(client.get(), asked);
        if (grant instanceof TokenExchangeGrant exchange) return exchange(client.get(), exchange, asked);
        return Result.nowRefused(
                new TokenRefusal(TokenRefusal.Kind.UNSUPPORTED_GRANT_TYPE, "use one of the grants in the metadata"));
    }

    private Uni<Result<TokenContent, TokenRefusal>> signIn(JWT assertion, Optional<Client> client, Asked asked) {
        if (!(assertion instanceof SignedJWT signed))
            return Result.nowRefused(TokenRefusal.grant("the assertion is not signed"));
        return signIn.with(signed)
                .chain(result -> result.because(TokenRefusal::grant)
                        .chain(in -> people.granted(in.person().identity(), asked)
                                .map(rights -> rights.map(right -> TokenContent.of(
                                                in.person().identity().value(),
                                                client.map(Client::id).orElse(in.issuer()),
                                                right.granted(),
                                                TokenContent.notBefore(List.of(in.person())))
                                        .until(right.end())
                                        .signedIn(in.authentication(), in.issuer())
                                        .from(in.tokensVoidBefore())))));
    }

    private Uni<Result<TokenContent, TokenRefusal>> exchange(Client client, TokenExchangeGrant grant, Asked asked) {
        var type = grant.getSubjectTokenType();
        var subject = grant.getSubjectToken().getValue();
        if (grant.getActorToken() != null)
            return Result.nowRefused(TokenRefusal.request("the actor is the client, leave out actor_token"));
        if (DELEGATION.equals(type.getURI().toString())) return delegations.issue(client, subject, asked);
        if (TokenTypeURI.ACCESS_TOKEN.equals(type)) return narrowing.issue(client, subject, asked);
        return Result.nowRefused(TokenRefusal.request("subject_token_type is not supported"));
    }
}
