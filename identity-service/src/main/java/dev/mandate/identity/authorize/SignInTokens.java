package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.tokens.Granted;
import dev.mandate.identity.tokens.TokenContent;
import dev.mandate.identity.tokens.TokenContent.Authorized;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tokens of an authorization say: no more than was authorized, the client may have and people may. */
@ApplicationScoped
class SignInTokens {
    private static final String OPEN_ID = "openid";

    private final IdTokens idTokens;

    SignInTokens(IdTokens idTokens) {
        this.idTokens = idTokens;
    }

    /** What this one token is for; empty for all that was authorized. */
    record Narrowed(Set<String> scopes, Set<String> resources) {
        static Narrowed of(TokenRequest request) {
            var scope = request.getScope();
            var resources = request.getResources();
            return new Narrowed(
                    scope == null ? Set.of() : Set.copyOf(scope.toStringList()),
                    resources == null
                            ? Set.of()
                            : resources.stream().map(URI::toString).collect(Collectors.toUnmodifiableSet()));
        }
    }

    Result<TokenContent, TokenRefusal> of(Authorizations.Standing standing, Client client, Narrowed narrowed) {
        var row = standing.row();
        var authorized = Scopes.parse(row.scopes);
        if (!authorized.containsAll(narrowed.scopes()))
            return Result.refused(TokenRefusal.scope("this was not authorized"));
        var resources = Scopes.parse(row.resources);
        if (!resources.containsAll(narrowed.resources()))
            return Result.refused(TokenRefusal.target("this resource was not authorized"));
        var person = standing.signIn().person();
        var may = new TreeSet<>(narrowed.scopes().isEmpty() ? authorized : narrowed.scopes());
        may.retainAll(client.scopes());
        may.retainAll(Scopes.OF_SIGN_IN);
        return granted(may, narrowed.resources().isEmpty() ? resources : narrowed.resources())
                .map(granted -> TokenContent.of(
                                row.personId,
                                client.id(),
                                granted,
                                TokenContent.notBefore(List.of(person.state())))
                        .until(row.endsAt)
                        .signedInHere(row.authentication(), new Authorized(row.id, row.signInId)));
    }

    /** For others' resources none of our services' scopes, but who he is. */
    private static Result<Granted, TokenRefusal> granted(Set<String> may, Set<String> resources) {
        if (resources.isEmpty()) return Granted.narrow(may, Set.of(), Set.of());
        var profile = new TreeSet<>(may);
        profile.retainAll(Scopes.OF_PROFILE);
        var audience = new ArrayList<>(new TreeSet<>(resources));
        audience.addAll(Scopes.audienceOf(profile));
        return Result.done(new Granted(profile, audience));
    }

    /** Null where the application didn't ask who he is. */
    @Nullable
    String idToken(Authorizations.Standing standing) {
        var row = standing.row();
        if (!Scopes.parse(row.scopes).contains(OPEN_ID)) return null;
        return idTokens.of(row.personId, row.clientId, row.signInId, row.nonce, row.authentication());
    }

    static TokenRefusal refusal(Authorizations.Refusal refused) {
        var grant = TokenRefusal.grant(refused.why());
        return refused.kept() ? grant.keeping() : grant;
    }
}
