package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tokens.GatewayResources;
import dev.mandate.messaging.result.Result;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization request is for: whose resources, RFC 8707, and which scopes. A client that nobody registered gets an MCP server for a
 * task alone, whatever it says: of one it says nothing, so that the person is asked what it is to do there.
 */
@ApplicationScoped
class AskedResources {
    private static final int MOST = 10;

    /** Scopes of OpenID Connect that give nothing here; section 3.1.2.1 has those ignored that aren't understood. */
    private static final Set<String> GIVING_NOTHING = Set.of("address", "phone", "offline_access");

    private final GatewayResources gateway;

    AskedResources(GatewayResources gateway) {
        this.gateway = gateway;
    }

    /**
     * What is asked for.
     *
     * @param server for which a task is made; null for none
     */
    record Target(
            Set<String> resources,
            Set<String> scopes,
            @Nullable String server) {}

    /** By the code of RFC 6749 or 8707. */
    record Fault(String code, String why) {}

    /** @param task that an agent asks for itself; null for none */
    Result<Target, Fault> read(AuthorizationRequest request, Client client, @Nullable TaskDetails task) {
        var resources = request.getResources() == null
                ? Set.<String>of()
                : request.getResources().stream().map(URI::toString).collect(Collectors.toSet());
        if (resources.size() > MOST) return fault("invalid_target", "ask for at most " + MOST + " resources");
        if (resources.stream().map(gateway::has).distinct().count() > 1)
            return fault("invalid_target", "ask for MCP servers and for other resources apart");
        var ofGateway = resources.stream().anyMatch(gateway::has);
        var scopes = scopes(request, ofGateway);
        if (task != null && !resources.stream().allMatch(gateway::has))
            return fault("invalid_target", "a task is for MCP servers behind the gateway, and no other resource");
        if (!(task != null ? Scopes.OF_DELEGATION : client.scopes()).containsAll(scopes))
            return fault("invalid_scope", "the client isn't registered for one of these scopes");
        var calls = ofGateway || resources.isEmpty() && scopes.contains(GatewayResources.SCOPE);
        return SelfRegistered.is(client.id()) && calls
                ? ofServer(resources, scopes)
                : Result.done(new Target(resources, scopes, null));
    }

    /** Who the person is, for which it may ask as well, is no part of a task: the answer's scope says so. */
    private Result<Target, Fault> ofServer(Set<String> resources, Set<String> scopes) {
        var server = resources.size() == 1 ? gateway.server(resources.iterator().next()) : Optional.<String>empty();
        if (server.isEmpty())
            return fault("invalid_target", "name one MCP server by resource, such as " + gateway.exampleOfServer());
        if (!scopes.contains(GatewayResources.SCOPE))
            return fault("invalid_scope", "at an MCP server ask for " + GatewayResources.SCOPE);
        return Result.done(new Target(resources, Set.of(GatewayResources.SCOPE), server.get()));
    }

    /** Whoever names an MCP server and no scope means to call it. */
    private static Set<String> scopes(AuthorizationRequest request, boolean ofGateway) {
        if (request.getScope() == null) return ofGateway ? Set.of(GatewayResources.SCOPE) : Set.of();
        var asked = new HashSet<>(request.getScope().toStringList());
        if (asked.contains("openid")) asked.removeAll(GIVING_NOTHING);
        return asked;
    }

    private static Result<Target, Fault> fault(String code, String why) {
        return Result.refused(new Fault(code, why));
    }
}
