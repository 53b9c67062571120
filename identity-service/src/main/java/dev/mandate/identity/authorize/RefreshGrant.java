package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.tokens.GrantHandler;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.identity.tokens.RequestedAccess;
import dev.mandate.identity.tokens.TokenCount;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * An application goes on for as long as the sign-in lasts, and the task where it has one: with another token, of no more than the person may
 * at this moment, and only if he signed in as strongly as his roles want by now.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-6">RFC 6749 section 6</a>
 */
@ApplicationScoped
class RefreshGrant implements GrantHandler {
    private final Authorizations authorizations;
    private final PersonScopes people;
    private final SignInTokens tokens;
    private final TaskTokens tasks;

    RefreshGrant(Authorizations authorizations, PersonScopes people, SignInTokens tokens, TaskTokens tasks) {
        this.authorizations = authorizations;
        this.people = people;
        this.tokens = tokens;
        this.tasks = tasks;
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, Optional<Client> asking, RequestedAccess asked) {
        var client = asking.orElseThrow();
        var token = ((RefreshTokenGrant) request.getAuthorizationGrant())
                .getRefreshToken()
                .getValue();
        return authorizations
                .refresh(token, client, true)
                .chain(result -> result.because(SignInTokens::refusal)
                        .chain(valid -> people.goingOn(valid.signIn().session().person(), SignInTokens.strength(valid))
                                .chain(refused -> refused.isPresent()
                                        ? Result.nowRefused(refused.get())
                                        : next(valid, client, SignInTokens.Narrowed.of(request)))));
    }

    private Uni<Result<Issue, TokenRefusal>> next(
            Authorizations.Valid valid, Client client, SignInTokens.Narrowed narrowed) {
        return valid.row().delegationId == null
                ? signedIn(valid, client, narrowed)
                : tasks.of(valid.row(), client, narrowed);
    }

    private Uni<Result<Issue, TokenRefusal>> signedIn(
            Authorizations.Valid valid, Client client, SignInTokens.Narrowed narrowed) {
        return tokens.of(valid, client, narrowed)
                .chain(allowed -> allowed.chain(content -> authorizations
                        .next(valid.row())
                        .chain(next -> tokens.idToken(valid, client)
                                .map(idToken -> Result.done(
                                        new Issue(content, TokenCount.NARROWED, next, idToken.orElse(null)))))));
    }
}
