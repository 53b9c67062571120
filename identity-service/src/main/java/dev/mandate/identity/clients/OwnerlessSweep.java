package dev.mandate.identity.clients;

import dev.mandate.messaging.sweep.Sweep;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Stops clients that nobody has come to answer for in time, all of them: on a day on which many need an owner none goes on because there are
 * others, or because one of them can't be stopped. Knows how many still act.
 */
@ApplicationScoped
class OwnerlessSweep {
    private static final Logger LOG = Logger.getLogger(OwnerlessSweep.class);

    /** In one transaction, which also ends what was delegated through them. */
    private static final int BATCH = 10;

    private final OwnerlessClients ownerless;
    private final Sweep overdue;
    private volatile long acting;

    @Inject
    OwnerlessSweep(OwnerlessClients ownerless, MeterRegistry meters) {
        this(ownerless, meters, BATCH);
    }

    OwnerlessSweep(OwnerlessClients ownerless, MeterRegistry meters, int batch) {
        this.ownerless = ownerless;
        this.overdue = new Sweep("client without an owner", ownerless, meters, batch);
        Gauge.builder("mandate.clients.ownerless", () -> acting)
                .description("Clients that get tokens though nobody answers for them, as last counted")
                .register(meters);
    }

    /** How many act, as it was when they were last counted. */
    long acting() {
        return acting;
    }

    @Scheduled(every = "${mandate.ownerless-client-sweep-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return overdue.run()
                .chain(() -> Panache.withTransaction(ownerless::count))
                .invoke(count -> {
                    if (count > 0 && acting == 0)
                        LOG.warnf("%d clients act that nobody answers for: GET /clients?ownerless=true", count);
                    acting = count;
                })
                .replaceWithVoid();
    }
}
