package dev.mandate.identity.tokens;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.signin.SignIn;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * A person comes in by an assertion of his sign-in issuer, or an application acts for him by one that is for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523">RFC 7523</a>
 */
@ApplicationScoped
class AssertionGrant implements GrantHandler {
    private final SignIn signIn;
    private final PersonScopes people;
    private final CrossAppAccess crossApp;

    AssertionGrant(SignIn signIn, PersonScopes people, TokenConfig config) {
        this.signIn = signIn;
        this.people = people;
        this.crossApp = new CrossAppAccess(config.issuer(), config.gatewayUrl());
    }

    /** As far as we agreed with his issuer what its words mean. */
    private static Strength strength(SignIn.SignedIn in) {
        var shown = in.authentication();
        return SignInProof.strength(shown.acr(), shown.amr(), in.issuer());
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
    public Uni<Void> prepare(TokenRequest request) {
        return ((JWTBearerGrant) request.getAuthorizationGrant()).getJWTAssertion() instanceof SignedJWT signed
                ? signIn.prepare(signed)
                : Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, Optional<Client> client, RequestedAccess asked) {
        if (!(((JWTBearerGrant) request.getAuthorizationGrant()).getJWTAssertion() instanceof SignedJWT signed))
            return Result.nowRefused(TokenRefusal.grant("the assertion is not signed"));
        if (!crossApp.mayAct(signed, client))
            return Result.nowRefused(TokenRefusal.grant("may_act of the assertion names another"));
        return CrossAppAccess.is(signed)
                ? crossApp.narrowed(signed, client, asked).chain(less -> issue(signed, client, less))
                : issue(signed, client, asked);
    }

    private Uni<Result<Issue, TokenRefusal>> issue(
            SignedJWT assertion, Optional<Client> client, RequestedAccess asked) {
        return signIn.with(assertion)
                .chain(result -> result.because(TokenRefusal::grant)
                        .chain(in -> people.granted(in.person().identity(), asked, strength(in))
                                .map(rights -> rights.map(right -> Issue.signIn(TokenContent.of(
                                                in.person().identity().value(),
                                                client.map(Client::id).orElse(in.issuer()),
                                                right.granted(),
                                                TokenContent.notBefore(List.of(in.person())))
                                        .until(right.end())
                                        .signedIn(in.authentication(), in.issuer(), null)
                                        .on(in.surfaces())
                                        .from(in.tokensVoidBefore()))))));
    }
}
