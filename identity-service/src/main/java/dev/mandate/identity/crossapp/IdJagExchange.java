package dev.mandate.identity.crossapp;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.authorize.ShownSignIns;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.tokens.AccessTokens;
import dev.mandate.identity.tokens.GrantedAccess;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.OtherToken;
import dev.mandate.identity.tokens.RequestedAccess;
import dev.mandate.identity.tokens.RequestedToken;
import dev.mandate.identity.tokens.ShownTasks;
import dev.mandate.identity.tokens.TokenContent;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client that a person has signed in to, or an agent that has a task of his, asks for an assertion by which it acts for him at another
 * authorization server: where two people let it, and no further.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-03#section-4.3">draft 03, token
 *     exchange</a>
 */
@ApplicationScoped
class IdJagExchange implements RequestedToken {
    private final CrossAppPermissions permissions;
    private final ShownSignIns signIns;
    private final ShownTasks tasks;
    private final Identities identities;
    private final IdJags assertions;

    IdJagExchange(
            CrossAppPermissions permissions,
            ShownSignIns signIns,
            ShownTasks tasks,
            Identities identities,
            IdJags assertions) {
        this.permissions = permissions;
        this.signIns = signIns;
        this.tasks = tasks;
        this.identities = identities;
        this.assertions = assertions;
    }

    /** Who the person is, beside what a token says. */
    private record Subject(TokenContent content, @Nullable String email) {}

    /** @param email null where it isn't told */
    private record IdJag(
            IdJags by,
            CrossAppPermission permission,
            @Nullable String email) implements OtherToken {
        @Override
        public String type() {
            return IdJags.TYPE;
        }

        @Override
        public boolean saysItsTerms() {
            return true;
        }

        @Override
        public AccessTokens.Signed sign(TokenContent content, Optional<String> key) {
            return by.sign(content, permission, email, key);
        }

        @Override
        public Optional<TokenEvent> fact(TokenContent content, AccessTokens.Signed signed) {
            return Optional.of(new TokenEvent.CrossAppGranted(
                    new IdentityId(content.subject()),
                    content.clientId(),
                    permission.audience(),
                    permission.clientId(),
                    permission.resource(),
                    content.scopes().stream().sorted().toList(),
                    signed.id(),
                    content.delegation()));
        }
    }

    @Override
    public String type() {
        return IdJags.TYPE;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, TokenExchangeGrant grant, Client client, RequestedAccess asked) {
        if (client.isPublic())
            return Result.nowRefused(new TokenRefusal(
                    TokenRefusal.Kind.UNAUTHORIZED_CLIENT,
                    "such an assertion is for clients that keep a secret or a key"));
        return permissions
                .of(client.id())
                .map(all -> permitted(request, grant, all))
                .chain(found -> found.chain(permission -> granted(permission, asked)
                        .chain(granted -> subject(grant, client, permission, granted)
                                .map(subject -> subject.map(it -> Issue.of(
                                        it.content(),
                                        new IdJag(assertions, permission, permission.email() ? it.email() : null)))))));
    }

    private static Result<CrossAppPermission, TokenRefusal> permitted(
            TokenRequest request, TokenExchangeGrant grant, List<CrossAppPermission> all) {
        var audience = Objects.requireNonNullElse(grant.getAudience(), List.<Audience>of());
        if (audience.size() != 1) return refused("name one audience: the issuer of the other authorization server");
        var there =
                all.stream().filter(it -> it.isAt(audience.get(0).getValue())).toList();
        if (there.isEmpty()) return refused("no administrator lets this client act at this audience");
        var resources = Objects.requireNonNullElse(request.getResources(), List.<URI>of());
        if (resources.size() > 1) return refused("name one resource");
        if (resources.isEmpty())
            return there.size() == 1
                    ? Result.done(there.get(0))
                    : refused("name a resource: this client may act for several at this audience");
        return there.stream()
                .filter(it -> it.isFor(resources.get(0).toString()))
                .findFirst()
                .<Result<CrossAppPermission, TokenRefusal>>map(Result::done)
                .orElseGet(() -> refused("no administrator lets this client act for this resource at this audience"));
    }

    private static Result<CrossAppPermission, TokenRefusal> refused(String why) {
        return Result.refused(TokenRefusal.target(why));
    }

    /** All that may be had where none is named, so that nobody there takes no scope for each. */
    private static Result<GrantedAccess, TokenRefusal> granted(CrossAppPermission permission, RequestedAccess asked) {
        var scopes = new TreeSet<>(permission.scopes());
        if (!asked.scopes().isEmpty()) {
            scopes.retainAll(asked.scopes());
            if (scopes.isEmpty())
                return Result.refused(TokenRefusal.scope("the client may have none of these scopes there"));
        }
        return Result.done(new GrantedAccess(scopes, List.of(permission.audience())));
    }

    private Uni<Result<Subject, TokenRefusal>> subject(
            TokenExchangeGrant grant, Client client, CrossAppPermission permission, GrantedAccess granted) {
        if (ShownTasks.areMeant(grant))
            return client.isAgent()
                    ? tasks.of(client, grant)
                            .chain(found -> found.then(task -> covering(task, permission))
                                    .chain(task -> inTask(task, client, permission, granted)))
                    : Result.nowRefused(
                            TokenRefusal.request("show the ID token of who has signed in, or a refresh token"));
        if (client.isAgent())
            return Result.nowRefused(TokenRefusal.request(
                    "an agent acts within a task: show the delegation, or an access token that is bound to it"));
        var subject = grant.getSubjectToken().getValue();
        if (TokenTypeURI.ID_TOKEN.equals(grant.getSubjectTokenType()))
            return signIns.byIdToken(subject, client).map(shown -> shown.map(it -> signedIn(it, client, granted)));
        if (TokenTypeURI.REFRESH_TOKEN.equals(grant.getSubjectTokenType()))
            return signIns.byRefreshToken(subject, client).map(shown -> shown.map(it -> signedIn(it, client, granted)));
        return Result.nowRefused(TokenRefusal.request("subject_token_type is not supported"));
    }

    private static Subject signedIn(ShownSignIns.Shown shown, Client client, GrantedAccess granted) {
        var person = shown.signIn().person();
        var content = TokenContent.of(
                        person.state().identity().value(),
                        client.id(),
                        granted,
                        TokenContent.notBefore(List.of(person.state())))
                .until(shown.signIn().session().endsAt())
                .signedIn(shown.how(), shown.signIn().session().issuer(), null);
        return new Subject(content, person.email());
    }

    /** Each tool that the assertion opens there is one of the task, and none has limits, to which nobody there would keep. */
    private static Result<ShownTasks.Task, TokenRefusal> covering(ShownTasks.Task task, CrossAppPermission permission) {
        var scope = task.chain().leaf().scope();
        for (var tool : permission.tools())
            if (scope.stream()
                    .noneMatch(it -> it.tool().equals(tool) && it.constraints().isEmpty()))
                return Result.refused(TokenRefusal.target(
                        "the task doesn't cover this resource: it takes all of " + tool + ", without limits"));
        return permission.tools().isEmpty()
                ? Result.refused(TokenRefusal.target("no task covers this resource: no tools are named for it"))
                : Result.done(task);
    }

    private Uni<Result<Subject, TokenRefusal>> inTask(
            ShownTasks.Task task, Client client, CrossAppPermission permission, GrantedAccess granted) {
        var chain = task.chain();
        var content = TokenContent.inTask(chain, client.id(), granted, task.notBefore(), task.end());
        if (!permission.email()) return Result.nowDone(new Subject(content, null));
        return identities
                .profile(chain.person())
                .map(profile -> Result.done(
                        new Subject(content, profile.map(it -> it.email()).orElse(null))));
    }
}
