package dev.mandate.identity.clients;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.clients.metadata.WebOrigin;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Clients that are pages in a browser: public ones, of the origins to which people come back. Who keeps a secret doesn't live in a page. A
 * client's codes go to these origins anyway, so that they learn nothing that they couldn't have fetched by a server of theirs.
 */
@ApplicationScoped
public class PageClients {
    private final ClientStore store;
    private final OwnerDeadline deadline;

    PageClients(ClientStore store, OwnerDeadline deadline) {
        this.deadline = deadline;
        this.store = store;
    }

    /** Whether a page of this origin may be some client's that isn't stopped; by an index, and of what no browser writes without asking. */
    @WithSession
    public Uni<Boolean> areAt(String origin) {
        return WebOrigin.is(origin) ? store.hasPageAt(origin) : no();
    }

    /** Whether a page of this origin is this client's, which isn't stopped. */
    @WithSession
    public Uni<Boolean> isAt(String origin, String id) {
        if (!WebOrigin.is(origin) || !WholeText.is(id)) return no();
        return store.findById(id).map(row -> row != null && deadline.client(row).isPageAt(origin));
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
