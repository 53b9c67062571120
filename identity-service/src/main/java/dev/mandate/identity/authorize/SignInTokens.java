package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.tokens.GatewayResources;
import dev.mandate.identity.tokens.GrantedAccess;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.identity.tokens.TokenContent;
import dev.mandate.identity.tokens.TokenContent.Authorized;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tokens of an authorization say: no more than was authorized, the client may have and people may. */
@ApplicationScoped
class SignInTokens {
    private static final String OPEN_ID = "openid";

    private final PersonScopes people;
    private final GatewayResources gateway;
    private final IdTokens idTokens;
    private final ProfileClaims claims;

    SignInTokens(PersonScopes people, GatewayResources gateway, IdTokens idTokens, ProfileClaims claims) {
        this.people = people;
        this.gateway = gateway;
        this.idTokens = idTokens;
        this.claims = claims;
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

        /** Why it is more than was authorized; empty if it isn't. */
        Optional<TokenRefusal> beyond(Set<String> authorized, Set<String> forResources) {
            if (!authorized.containsAll(scopes)) return Optional.of(TokenRefusal.scope("this was not authorized"));
            return forResources.containsAll(resources)
                    ? Optional.empty()
                    : Optional.of(TokenRefusal.target("this resource was not authorized"));
        }
    }

    /** His roles are asked anew with each token, so that what was taken from him isn't refreshed. */
    Uni<Result<TokenContent, TokenRefusal>> of(Authorizations.Valid valid, Client client, Narrowed narrowed) {
        var row = valid.row();
        var authorized = Scopes.parse(row.scopes);
        var resources = Scopes.parse(row.resources);
        var beyond = narrowed.beyond(authorized, resources);
        if (beyond.isPresent()) return Result.nowRefused(beyond.get());
        var named = new TreeSet<>(narrowed.scopes().isEmpty() ? authorized : narrowed.scopes());
        named.retainAll(client.scopes());
        // Of one that nobody registered, which calls within a task alone: from before that was so, too.
        if (SelfRegistered.is(client.id()) && named.remove(GatewayResources.SCOPE) && named.isEmpty())
            return Result.nowRefused(TokenRefusal.grant("it calls tools within a task: ask the person anew"));
        if (named.isEmpty())
            return Result.nowRefused(TokenRefusal.scope("the client has none of these scopes any more"));
        return people.held(new IdentityId(row.personId), named, strength(valid))
                .map(held -> granted(held.scopes(), narrowed.resources().isEmpty() ? resources : narrowed.resources())
                        .map(granted -> content(valid, client, granted).until(end(row.endsAt, held.end()))));
    }

    static Strength strength(Authorizations.Valid valid) {
        var shown = valid.row().authentication();
        return SignInProof.strength(
                shown.acr(), shown.amr(), valid.signIn().session().issuer());
    }

    private static TokenContent content(Authorizations.Valid valid, Client client, GrantedAccess granted) {
        var row = valid.row();
        var session = valid.signIn().session();
        var device = row.isElsewhere() ? null : session.device();
        var notBefore = TokenContent.notBefore(List.of(valid.signIn().person().state()));
        return TokenContent.of(row.personId, client.id(), granted, notBefore)
                .signedIn(row.authentication().on(device), session.issuer(), new Authorized(row.id, row.signInId))
                .on(row.isElsewhere() ? Map.of() : session.surfaces());
    }

    private static Instant end(Instant authorization, @Nullable Instant roles) {
        return roles == null || authorization.isBefore(roles) ? authorization : roles;
    }

    /** For the gateway the scope to call; for others' resources none of our services' scopes, but who he is. */
    private Result<GrantedAccess, TokenRefusal> granted(Set<String> may, Set<String> resources) {
        if (resources.isEmpty()) return GrantedAccess.narrow(may, may, Set.of());
        if (resources.stream().anyMatch(gateway::has))
            return GrantedAccess.narrow(may, may, Set.of(GatewayResources.AUDIENCE));
        var profile = new TreeSet<>(may);
        profile.retainAll(Scopes.OF_PROFILE);
        var audience = new ArrayList<>(new TreeSet<>(resources));
        audience.addAll(Scopes.audienceOf(profile));
        return Result.done(new GrantedAccess(profile, audience));
    }

    /** Empty where the application didn't ask who he is. */
    Uni<Optional<String>> idToken(Authorizations.Valid valid, Client client) {
        var row = valid.row();
        var scopes = Scopes.parse(row.scopes);
        if (!scopes.contains(OPEN_ID)) return Uni.createFrom().item(Optional.empty());
        scopes.retainAll(client.claimsInIdToken() ? client.scopes() : Set.of());
        return claims.of(valid.signIn().person(), scopes)
                .map(told -> Optional.of(
                        idTokens.of(row.personId, client, row.signInId, row.nonce, row.authentication(), told)));
    }

    static TokenRefusal refusal(Authorizations.Refusal refused) {
        var grant = TokenRefusal.grant(refused.why());
        return refused.kept() ? grant.keeping() : grant;
    }
}
