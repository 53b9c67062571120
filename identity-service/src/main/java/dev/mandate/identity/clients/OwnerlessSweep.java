package dev.mandate.identity.clients;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Stops clients that nobody has come to answer for in time, and knows how many still act. */
@ApplicationScoped
class OwnerlessSweep {
    private static final Logger LOG = Logger.getLogger(OwnerlessSweep.class);
    private static final int BATCH = 100;

    private final OwnerlessClients ownerless;
    private final int batch;
    private volatile long acting;

    @Inject
    OwnerlessSweep(OwnerlessClients ownerless, MeterRegistry meters) {
        this(ownerless, meters, BATCH);
    }

    OwnerlessSweep(OwnerlessClients ownerless, MeterRegistry meters, int batch) {
        this.ownerless = ownerless;
        this.batch = batch;
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
        return stopOverdue()
                .chain(() -> Panache.withTransaction(ownerless::count))
                .invoke(count -> {
                    if (count > 0 && acting == 0)
                        LOG.warnf("%d clients act that nobody answers for: GET /clients?ownerless=true", count);
                    acting = count;
                })
                .replaceWithVoid();
    }

    /** All of them: on a day on which many need an owner none goes on because there are others. */
    private Uni<Void> stopOverdue() {
        return Panache.withTransaction(() -> ownerless.stopOverdue(batch))
                .invoke(stopped -> {
                    if (stopped > 0)
                        LOG.warnf(
                                "%d clients are stopped, since nobody answers for them: GET /clients?ownerless=true",
                                stopped);
                })
                .chain(stopped -> stopped < batch ? Uni.createFrom().voidItem() : stopOverdue());
    }
}
