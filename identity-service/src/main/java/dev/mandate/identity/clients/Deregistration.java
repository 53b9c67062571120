package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** An application that registered itself ends itself: what people let it have ends with it, as if an administrator had stopped it. */
@ApplicationScoped
public class Deregistration {
    private static final Reason BY_ITSELF = new Reason("it ended its registration");

    private final ClientStore store;
    private final ClientAdministration administration;

    Deregistration(ClientStore store, ClientAdministration administration) {
        this.store = store;
        this.administration = administration;
    }

    /** Needs a transaction. Nothing where it is no client. */
    public Uni<Void> end(String id) {
        return store.locked(id)
                .chain(found -> found.filter(row -> row.stoppedReason == null)
                        .map(row -> administration
                                .stopped(row, BY_ITSELF, new Actor(id, id, List.of()))
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
