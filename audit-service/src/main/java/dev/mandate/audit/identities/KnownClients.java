package dev.mandate.audit.identities;

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
import java.util.concurrent.ConcurrentHashMap;

/** What clients are called, from the newest state of each. */
@ApplicationScoped
public class KnownClients implements StateListener<ClientState> {
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final StateProjection<ClientState> states;

    @Inject
    KnownClients(StateProjections projections) {
        states = projections.of(ClientState.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        states.start();
    }

    void stop(@Observes ShutdownEvent event) {
        states.close();
    }

    /** The name and the id; the id alone of one that is not known, or has no other name. */
    public String named(String client) {
        var name = names.get(client);
        return name == null || name.equals(client) ? client : name + " (" + client + ")";
    }

    @Override
    public void applied(ClientState state) {
        names.put(state.client(), state.name());
    }

    @Override
    public void removed(String key) {
        names.remove(key);
    }
}
