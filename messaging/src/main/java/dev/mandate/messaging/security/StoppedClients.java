package dev.mandate.messaging.security;

import dev.mandate.events.identity.ClientState;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Clients and sign-in issuers whose tokens don't count, as far as identity-service has told: whoever uses one is let in nowhere. One
 * that nothing is known of is not stopped, since its record may come after its first token.
 */
@ApplicationScoped
class StoppedClients implements StateListener<ClientState> {
    private final Map<String, ClientState> restricted = new ConcurrentHashMap<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final StateProjection<ClientState> projection;

    @Inject
    StoppedClients(StateProjections projections) {
        projection = projections.of(ClientState.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        projection.start();
    }

    void stop(@Observes ShutdownEvent event) {
        projection.close();
    }

    /** @throws InvalidToken if what the token came by was stopped after it was issued, or can't be judged */
    void require(Caller caller) throws InvalidToken {
        require(caller.clientId(), "client", caller.issuedAt());
        if (caller.identityProvider() != null) require(caller.identityProvider(), "sign-in issuer", caller.issuedAt());
    }

    /** The message goes into a header, so it names nobody. */
    private void require(String client, String what, Instant issuedAt) throws InvalidToken {
        if (unreadable.contains(client))
            throw new InvalidToken("the newest record of the token's " + what + " can't be read");
        @Nullable ClientState known = restricted.get(client);
        if (known == null || !known.voids(issuedAt)) return;
        throw new InvalidToken(
                known.status() == ClientState.Status.STOPPED
                        ? "the token's " + what + " is stopped, and an administrator can resume it"
                        : "the token is void: its " + what + " was stopped, or had its secret changed, after it");
    }

    @Override
    public void applied(ClientState state) {
        unreadable.remove(state.client());
        var counts = state.status() == ClientState.Status.STOPPED || state.tokensVoidBefore() != null;
        if (counts && !state.deleted()) restricted.put(state.client(), state);
        else restricted.remove(state.client());
    }

    @Override
    public void unreadable(String key, String reason) {
        unreadable.add(key);
    }

    @Override
    public void removed(String key) {
        restricted.remove(key);
        unreadable.remove(key);
    }
}
