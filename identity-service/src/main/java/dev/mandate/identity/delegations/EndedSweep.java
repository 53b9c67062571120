package dev.mandate.identity.delegations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Deletes and forgets ended delegations, many in one transaction; if that fails, each alone, and one that fails alone is put
 * off, longer each time, and counted.
 */
@ApplicationScoped
class EndedSweep {
    private static final Logger LOG = Logger.getLogger(EndedSweep.class);

    private final EndedDelegations ended;
    private final Counter failures;
    private final int batch;

    @Inject
    EndedSweep(EndedDelegations ended, MeterRegistry meters) {
        this(ended, meters, 500);
    }

    EndedSweep(EndedDelegations ended, MeterRegistry meters, int batch) {
        this.ended = ended;
        this.batch = batch;
        this.failures = Counter.builder("mandate.sweep.failures")
                .description("Times that an ended delegation could not be deleted and was put off; the log names it")
                .register(meters);
    }

    @Scheduled(every = "${mandate.ended-delegation-sweep-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> ended.sweep(batch))
                .onFailure()
                .recoverWithUni(this::eachAlone)
                .chain(count -> count < batch ? Uni.createFrom().voidItem() : run());
    }

    private Uni<Integer> eachAlone(Throwable failure) {
        LOG.warnf("ended delegations can't be deleted together, so each alone: %s", failure);
        return Panache.withTransaction(() -> ended.due(batch))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::alone)
                        .collect()
                        .asList()
                        .replaceWith(due.size()));
    }

    private Uni<Void> alone(String id) {
        return Panache.withTransaction(() -> ended.sweep(id))
                .onFailure()
                .recoverWithUni(failure -> putOff(id, failure));
    }

    private Uni<Void> putOff(String id, Throwable failure) {
        failures.increment();
        LOG.errorf(failure, "delegation %s ended and can't be deleted; it is put off", id);
        return Panache.withTransaction(() -> ended.putOff(id));
    }
}
