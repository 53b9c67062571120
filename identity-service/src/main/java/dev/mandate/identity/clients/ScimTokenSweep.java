package dev.mandate.identity.clients;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Says of SCIM tokens that they end soon, while their next can still be made: what an identity provider can't tell is lost. */
@ApplicationScoped
class ScimTokenSweep {
    private static final Logger LOG = Logger.getLogger(ScimTokenSweep.class);
    private static final int BATCH = 100;

    private final ScimTokens tokens;

    ScimTokenSweep(ScimTokens tokens) {
        this.tokens = tokens;
    }

    @Scheduled(every = "${mandate.scim-token-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> tokens.tellOfEnding(BATCH))
                .invoke(told -> {
                    if (told > 0) LOG.warnf("%d SCIM tokens end soon: GET /clients/{id}/scim-tokens says which", told);
                })
                .replaceWithVoid();
    }
}
