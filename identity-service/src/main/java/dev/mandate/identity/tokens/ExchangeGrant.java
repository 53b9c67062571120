package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
import dev.mandate.messaging.result.Result;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A token in exchange for a delegation, or for another token of the same client.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>
 */
@ApplicationScoped
class ExchangeGrant implements GrantHandler {
    static final String DELEGATION = "urn:mandate:params:oauth:token-type:delegation";

    private final DelegationExchange delegations;
    private final TokenNarrowing narrowing;
    private final ActorTokens actors;
    private final Map<String, RequestedToken> others;

    ExchangeGrant(
            DelegationExchange delegations,
            TokenNarrowing narrowing,
            ActorTokens actors,
            @All List<RequestedToken> others) {
        this.delegations = delegations;
        this.narrowing = narrowing;
        this.actors = actors;
        this.others = others.stream().collect(Collectors.toMap(RequestedToken::type, Function.identity()));
    }

    @Override
    public GrantType type() {
        return GrantType.TOKEN_EXCHANGE;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, Optional<Client> asking, RequestedAccess asked) {
        var client = asking.orElseThrow();
        var grant = (TokenExchangeGrant) request.getAuthorizationGrant();
        return actors.against(grant, client, asked.key())
                .chain(against -> against.<Uni<Result<Issue, TokenRefusal>>>map(Result::nowRefused)
                        .orElseGet(() -> exchanged(request, grant, client, asked)))
                .map(issued -> issued.then(issue -> Result.unless(ActorTokens.unused(grant, issue.content()), issue)));
    }

    private Uni<Result<Issue, TokenRefusal>> exchanged(
            TokenRequest request, TokenExchangeGrant grant, Client client, RequestedAccess asked) {
        var type = grant.getSubjectTokenType();
        var subject = grant.getSubjectToken().getValue();
        var other = requested(grant);
        if (other.isPresent()) return other.get().issue(request, grant, client, asked);
        if (DELEGATION.equals(type.getURI().toString()))
            return counted(TokenCount.DELEGATED, delegations.issue(client, subject, asked));
        if (TokenTypeURI.ACCESS_TOKEN.equals(type))
            return counted(TokenCount.NARROWED, narrowing.issue(client, subject, asked));
        return Result.nowRefused(TokenRefusal.request("subject_token_type is not supported"));
    }

    /** Empty where it is an access token. */
    private Optional<RequestedToken> requested(TokenExchangeGrant grant) {
        return Optional.ofNullable(grant.getRequestedTokenType())
                .map(type -> others.get(type.getURI().toString()));
    }

    private static Uni<Result<Issue, TokenRefusal>> counted(
            TokenCount count, Uni<Result<TokenContent, TokenRefusal>> content) {
        return content.map(result -> result.map(it -> Issue.of(count, it)));
    }
}
