package dev.mandate.audit.identities;

import dev.mandate.messaging.security.ClientStates;
import jakarta.enterprise.context.ApplicationScoped;

/** What clients are called. */
@ApplicationScoped
public class KnownClients {
    private final ClientStates states;

    KnownClients(ClientStates states) {
        this.states = states;
    }

    /** The name and the id; the id alone of one that is not known, or has no other name. */
    public String named(String client) {
        var state = states.find(client);
        return state == null || state.name().equals(client) ? client : state.name() + " (" + client + ")";
    }
}
