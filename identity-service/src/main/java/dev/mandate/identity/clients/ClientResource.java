package dev.mandate.identity.clients;

import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Clients of the token endpoint that are not agents: services, gateways, operators' tools. */
@Path("/clients")
public class ClientResource {
    private final Clients clients;
    private final SecurityIdentity identity;

    ClientResource(Clients clients, SecurityIdentity identity) {
        this.clients = clients;
        this.identity = identity;
    }

    /** @param jwks public keys for {@code private_key_jwt}; without them a secret is made */
    public record NewClient(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Map<String, Object> jwks) {}

    /**
     * Registers a client; its secret, if it has one, is in this answer and nowhere else. 403 for a scope that the client that
     * asks, or the token that it asks with, doesn't have: rights are handed on, never made.
     */
    @POST
    @WithTransaction
    @RolesAllowed("clients:write")
    public Uni<Clients.Registered> register(@Nullable NewClient body) {
        var client = Field.at("/").required(body);
        var name = Field.at("/name").text(client.name(), 100);
        var scopes = Field.at("/scopes").filled(client.scopes(), 50);
        for (var i = 0; i < scopes.size(); i++) {
            if (!Scopes.all().contains(scopes.get(i))) {
                throw Field.at("/scopes/" + i).problem("Name one of " + Scopes.write(Scopes.all()));
            }
        }
        var jwks = client.jwks() == null ? null : Field.at("/jwks").parsed(client.jwks(), PublicKeys::check);
        var caller = Caller.of(identity);
        requireWithin(caller.scopes(), scopes);
        return clients.find(caller.clientId())
                .invoke(asking -> requireWithin(asking.map(Client::scopes).orElse(Set.of()), scopes))
                .chain(() -> clients.register(Clients.nextId(), name, Set.copyOf(scopes), jwks));
    }

    private static void requireWithin(Set<String> own, List<String> scopes) {
        for (var i = 0; i < scopes.size(); i++) {
            if (own.contains(scopes.get(i))) continue;
            throw new ProblemException(
                    403, "beyond-own-scopes", "Give only scopes that your own client and token have", "/scopes/" + i);
        }
    }
}
