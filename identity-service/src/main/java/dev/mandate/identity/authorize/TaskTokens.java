package dev.mandate.identity.authorize;

import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.tasks.Tasks;
import dev.mandate.identity.tokens.Asked;
import dev.mandate.identity.tokens.DelegationExchange;
import dev.mandate.identity.tokens.GatewayResources;
import dev.mandate.identity.tokens.Granted;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The token of an agent whose person agreed to a task: what token exchange gives for the delegation, and by which the agent gets others
 * until the task ends. It says nothing of how the person signed in, and has no refresh token.
 */
@ApplicationScoped
public class TaskTokens {
    private final DelegationExchange exchange;
    private final Tasks tasks;

    TaskTokens(DelegationExchange exchange, Tasks tasks) {
        this.exchange = exchange;
        this.tasks = tasks;
    }

    Uni<Result<Issue, TokenRefusal>> of(AuthorizationRow row, Client client, SignInTokens.Narrowed narrowed) {
        var scopes = Scopes.parse(row.scopes);
        var resources = Scopes.parse(row.resources);
        var beyond = narrowed.beyond(scopes, resources);
        if (beyond.isPresent()) return Result.nowRefused(beyond.get());
        var delegation = Objects.requireNonNull(row.delegationId);
        var asked = new Asked(
                narrowed.scopes().isEmpty() ? scopes : narrowed.scopes(), audience(resources), Optional.empty());
        return exchange.issue(client, delegation, asked)
                .chain(issued -> issued.chain(content -> tasks.granted(delegation)
                        .map(details -> Result.done(Issue.ofTask(content, details.orElse(List.of()))))));
    }

    /**
     * What a task's token has: as much as token exchange gives for a delegation.
     *
     * @param resources MCP servers behind the gateway, since a task is for no other; empty for all services
     */
    public static Result<Set<String>, String> scopes(Set<String> asked, Set<String> resources) {
        return Granted.narrow(Scopes.OF_DELEGATION, asked, audience(resources))
                .<Set<String>>map(Granted::scopes)
                .because(TokenRefusal::why);
    }

    private static Set<String> audience(Set<String> resources) {
        return resources.isEmpty() ? Set.of() : Set.of(GatewayResources.AUDIENCE);
    }
}
