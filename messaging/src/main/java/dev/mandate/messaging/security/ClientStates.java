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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest state of each client and sign-in issuer, as far as identity-service has told. */
@ApplicationScoped
public class ClientStates implements StateListener<ClientState> {
    private final Map<String, ClientState> states = new ConcurrentHashMap<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final StateProjection<ClientState> projection;

    @Inject
    ClientStates(StateProjections projections) {
        projection = projections.of(ClientState.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        projection.start();
    }

    void stop(@Observes ShutdownEvent event) {
        projection.close();
    }

    /** Null for one that nothing is known of. */
    public @Nullable ClientState find(String client) {
        return states.get(client);
    }

    /** True if the newest record of it says nothing that could be read. */
    boolean isUnreadable(String client) {
        return unreadable.contains(client);
    }

    /** True once every state was read that was there when this replica began. */
    boolean complete() {
        return projection.caughtUp();
    }

    @Override
    public void applied(ClientState state) {
        unreadable.remove(state.client());
        if (state.deleted()) states.remove(state.client());
        else states.put(state.client(), state);
    }

    @Override
    public void unreadable(String key, String reason) {
        unreadable.add(key);
    }

    @Override
    public void removed(String key) {
        states.remove(key);
        unreadable.remove(key);
    }
}
