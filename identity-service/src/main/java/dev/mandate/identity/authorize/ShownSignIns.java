package dev.mandate.identity.authorize;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.signin.AuthenticationClaims;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A person's sign-in to an application, by what the application was given of it and shows: an ID token or a refresh token, neither of which is
 * used up. It counts as it does for a further token: while the sign-in goes on and is as strong as his roles want by now, its person is active, and
 * neither he nor the application has taken back what he let it have. Every method needs a transaction.
 */
@ApplicationScoped
public class ShownSignIns {
    private final IdTokens idTokens;
    private final AuthorizationStore store;
    private final Authorizations authorizations;
    private final SignInSessions signIns;
    private final PersonScopes people;
    private final InstantSource clock;

    ShownSignIns(
            IdTokens idTokens,
            AuthorizationStore store,
            Authorizations authorizations,
            SignInSessions signIns,
            PersonScopes people,
            InstantSource clock) {
        this.idTokens = idTokens;
        this.store = store;
        this.authorizations = authorizations;
        this.signIns = signIns;
        this.people = people;
        this.clock = clock;
    }

    /** @param how he had signed in, as the application was told */
    public record Shown(CurrentSignIn signIn, Authentication how) {}

    public Uni<Result<Shown, TokenRefusal>> byIdToken(String token, Client client) {
        var read = idTokens.read(token)
                .filter(claims ->
                        clock.instant().isBefore(claims.getExpirationTime().toInstant()));
        var id = read.flatMap(
                claims -> Optional.ofNullable((String) claims.getClaim("sid")).flatMap(SignInSessionId::parse));
        if (read.isEmpty() || id.isEmpty()) return refused("subject_token is no ID token of ours that counts");
        var claims = read.get();
        if (!claims.getAudience().contains(client.id())) return refused("subject_token is for another client");
        if (!client.counts(claims.getIssueTime().toInstant())) return refused("subject_token is void");
        return store.stands(id.get().value(), client.id(), clock.instant()).chain(stands -> {
            if (!stands) return refused("what the person let the client have was taken back");
            return signIns.current(id.get())
                    .<Result<Shown, TokenRefusal>>map(current -> current.filter(it -> isOf(claims, it))
                            .map(it -> AuthenticationClaims.read(claims)
                                    .because(TokenRefusal::grant)
                                    .map(how -> new Shown(it, how)))
                            .orElseGet(() -> Result.refused(
                                    TokenRefusal.grant("the sign-in that subject_token tells of has ended"))))
                    .chain(this::goingOn);
        });
    }

    /** His, and not from before all that he had was ended. */
    private static boolean isOf(JWTClaimsSet claims, CurrentSignIn signIn) {
        var person = signIn.person().state();
        var voidBefore = person.tokensVoidBefore();
        return person.identity().value().equals(claims.getSubject())
                && (voidBefore == null || !claims.getIssueTime().toInstant().isBefore(voidBefore));
    }

    public Uni<Result<Shown, TokenRefusal>> byRefreshToken(String token, Client client) {
        return authorizations
                .refresh(token, client, false)
                .map(found -> found.because(SignInTokens::refusal)
                        .then(valid -> valid.row().delegationId == null
                                ? Result.done(
                                        new Shown(valid.signIn(), valid.row().authentication()))
                                : Result.<Shown, TokenRefusal>refused(
                                        TokenRefusal.grant("subject_token is of a task, and not of a sign-in"))))
                .chain(this::goingOn);
    }

    private Uni<Result<Shown, TokenRefusal>> goingOn(Result<Shown, TokenRefusal> found) {
        return found.chain(shown -> {
            var session = shown.signIn().session();
            var how = SignInProof.strength(shown.how().acr(), shown.how().amr(), session.issuer());
            return people.goingOn(session.person(), how)
                    .map(refused -> refused.<Result<Shown, TokenRefusal>>map(Result::refused)
                            .orElseGet(() -> Result.done(shown)));
        });
    }

    private static Uni<Result<Shown, TokenRefusal>> refused(String why) {
        return Result.nowRefused(TokenRefusal.grant(why));
    }
}
