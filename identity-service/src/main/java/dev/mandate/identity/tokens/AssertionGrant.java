package dev.mandate.identity.tokens;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.signin.SignIn;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * A person comes in by an assertion of his sign-in issuer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523">RFC 7523</a>
 */
@ApplicationScoped
class AssertionGrant implements GrantHandler {
    private final SignIn signIn;
    private final PersonScopes people;

    AssertionGrant(SignIn signIn, PersonScopes people) {
        this.signIn = signIn;
        this.people = people;
    }

    @Override
    public GrantType type() {
        return GrantType.JWT_BEARER;
    }

    @Override
    public boolean needsClient() {
        return false;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(TokenRequest request, Optional<Client> client, Asked asked) {
        if (!(((JWTBearerGrant) request.getAuthorizationGrant()).getJWTAssertion() instanceof SignedJWT signed))
            return Result.nowRefused(TokenRefusal.grant("the assertion is not signed"));
        return signIn.with(signed)
                .chain(result -> result.because(TokenRefusal::grant)
                        .chain(in -> people.granted(in.person().identity(), asked)
                                .map(rights -> rights.map(right -> Issue.signIn(TokenContent.of(
                                                in.person().identity().value(),
                                                client.map(Client::id).orElse(in.issuer()),
                                                right.granted(),
                                                TokenContent.notBefore(List.of(in.person())))
                                        .until(right.end())
                                        .signedIn(in.authentication(), in.issuer(), null)
                                        .from(in.tokensVoidBefore()))))));
    }
}
