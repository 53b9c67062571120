package dev.mandate.messaging.proposals;

import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/**
 * Hibernate's parser of its own language, and what makes SQL of it, are loaded with the first query, on an event loop. That is done before the
 * service takes connections: later it holds up whoever is answered by the same loop, and probes are.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class FirstQuery {
    private static final PageRequest ONE = new PageRequest(1, null);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProposalStore store;

    FirstQuery(ProposalStore store) {
        this.store = store;
    }

    /** What it finds matters to nobody, and a service that starts without its database does so all the same. */
    void start(@Observes StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> store.page(null, null, ONE))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(List.of()));
    }
}
