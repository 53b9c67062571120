package dev.mandate.identity.authorize;

import dev.mandate.events.authz.Authentication;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.tasks.Tasks;
import dev.mandate.identity.tokens.DelegationExchange;
import dev.mandate.identity.tokens.GatewayResources;
import dev.mandate.identity.tokens.GrantedAccess;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.RequestedAccess;
import dev.mandate.identity.tokens.TokenContent;
import dev.mandate.identity.tokens.TokenContent.Authorized;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens of a task to which a person agreed: what token exchange gives for the delegation. They say nothing of how the person signed in. An
 * agent gets others by token exchange, with a credential of its own; a client that has none, and is pointed at an MCP server, by refresh
 * tokens, which end with the delegation, the sign-in and the authorization.
 */
@ApplicationScoped
public class TaskTokens {
    private final DelegationExchange exchange;
    private final Authorizations authorizations;
    private final Tasks tasks;

    TaskTokens(DelegationExchange exchange, Authorizations authorizations, Tasks tasks) {
        this.exchange = exchange;
        this.authorizations = authorizations;
        this.tasks = tasks;
    }

    Uni<Result<Issue, TokenRefusal>> of(AuthorizationRow row, Client client, SignInTokens.Narrowed narrowed) {
        var scopes = Scopes.parse(row.scopes);
        var resources = Scopes.parse(row.resources);
        var beyond = narrowed.beyond(scopes, resources);
        if (beyond.isPresent()) return Result.nowRefused(beyond.get());
        var delegation = Objects.requireNonNull(row.delegationId);
        var asked = new RequestedAccess(
                narrowed.scopes().isEmpty() ? scopes : narrowed.scopes(), audience(resources), Optional.empty());
        return exchange.agreed(client, delegation, asked)
                .chain(issued -> issued.chain(content -> tasks.granted(delegation)
                        .map(details -> Issue.ofTask(
                                client.isAgent() ? content : bound(content, row), details.orElse(List.of())))
                        .chain(issue -> client.isAgent() || !client.grants().contains(GrantTypes.REFRESH_TOKEN)
                                ? Result.nowDone(issue)
                                : authorizations.next(row).map(next -> Result.done(issue.withRefreshToken(next))))));
    }

    /** It ends with the sign-in too, of which it came. */
    private static TokenContent bound(TokenContent content, AuthorizationRow row) {
        var end = content.end() == null || row.endsAt.isBefore(content.end()) ? row.endsAt : content.end();
        return content.signedIn(Authentication.UNKNOWN, null, new Authorized(row.id, row.signInId))
                .until(end);
    }

    /**
     * What a task's token has: as much as token exchange gives for a delegation.
     *
     * @param resources MCP servers behind the gateway, since a task is for no other; empty for all services
     */
    public static Result<Set<String>, String> scopes(Set<String> asked, Set<String> resources) {
        return GrantedAccess.narrow(Scopes.OF_DELEGATION, asked, audience(resources))
                .<Set<String>>map(GrantedAccess::scopes)
                .because(TokenRefusal::why);
    }

    private static Set<String> audience(Set<String> resources) {
        return resources.isEmpty() ? Set.of() : Set.of(GatewayResources.AUDIENCE);
    }
}
