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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The newest state of each client and sign-in issuer, as far as identity-service has told. */
@ApplicationScoped
public class ClientStates implements StateListener<ClientState> {
    private final Map<String, ClientState> states = new ConcurrentHashMap<>();
    /** Why, by client. */
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    private final List<StateListener<ClientState>> others = new CopyOnWriteArrayList<>();
    private final StateProjection<ClientState> projection;

    @Inject
    public ClientStates(StateProjections projections) {
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
        return unreadable.containsKey(client);
    }

    /** True once every state was read that was there when this replica began. */
    boolean complete() {
        return projection.caughtUp();
    }

    /** The stream that all of it comes by. */
    public StateProjection<ClientState> stream() {
        return projection;
    }

    /** Tells another one too, what is known by now first: the topic is read once, whoever needs more of it than is kept here. */
    public synchronized void tell(StateListener<ClientState> other) {
        states.values().forEach(other::applied);
        unreadable.forEach(other::unreadable);
        others.add(other);
    }

    @Override
    public synchronized void applied(ClientState state) {
        unreadable.remove(state.client());
        if (state.deleted()) states.remove(state.client());
        else states.put(state.client(), state);
        others.forEach(other -> other.applied(state));
    }

    @Override
    public synchronized void unreadable(String key, String reason) {
        unreadable.put(key, reason);
        others.forEach(other -> other.unreadable(key, reason));
    }

    @Override
    public synchronized void removed(String key) {
        states.remove(key);
        unreadable.remove(key);
        others.forEach(other -> other.removed(key));
    }
}
