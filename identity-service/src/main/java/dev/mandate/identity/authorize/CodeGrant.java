package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.tokens.GrantHandler;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.RequestedAccess;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * An application comes with the code that a person's browser brought it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3">RFC 6749 section 4.1.3</a>
 */
@ApplicationScoped
class CodeGrant implements GrantHandler {
    private final Authorizations authorizations;
    private final FirstTokens tokens;

    CodeGrant(Authorizations authorizations, FirstTokens tokens) {
        this.authorizations = authorizations;
        this.tokens = tokens;
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, Optional<Client> asking, RequestedAccess asked) {
        var client = asking.orElseThrow();
        var grant = (AuthorizationCodeGrant) request.getAuthorizationGrant();
        var uri = grant.getRedirectionURI();
        var verifier = grant.getCodeVerifier();
        return authorizations
                .redeem(
                        grant.getAuthorizationCode().getValue(),
                        uri == null ? "" : uri.toString(),
                        verifier == null ? "" : verifier.getValue(),
                        asked.key(),
                        client)
                .chain(found -> tokens.of(found, client, request));
    }
}
