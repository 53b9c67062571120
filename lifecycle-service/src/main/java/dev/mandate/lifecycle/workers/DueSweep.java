package dev.mandate.lifecycle.workers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Looks at the workers whose time has come: an event takes effect, a grant ends, a birthright of theirs has changed. Many in one
 * transaction; if that fails, each alone, and who fails alone is put off, longer each time, and counted.
 */
@ApplicationScoped
class DueSweep {
    private static final Logger LOG = Logger.getLogger(DueSweep.class);
    private static final int BATCH = 500;

    private final Workers workers;
    private final Counter failures;

    DueSweep(Workers workers, MeterRegistry meters) {
        this.workers = workers;
        this.failures = Counter.builder("mandate.sweep.failures")
                .description("Times that a due worker could not be looked at and was put off; the log names him")
                .register(meters);
    }

    @Scheduled(every = "${mandate.lifecycle.sweep-every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> workers.sweep(BATCH))
                .onFailure()
                .recoverWithUni(this::eachAlone)
                .chain(count -> count < BATCH ? Uni.createFrom().voidItem() : run());
    }

    private Uni<Integer> eachAlone(Throwable failure) {
        LOG.warnf("the due workers can't be looked at together, so each alone: %s", failure);
        return Panache.withTransaction(() -> workers.due(BATCH))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::alone)
                        .collect()
                        .asList()
                        .replaceWith(due.size()));
    }

    private Uni<Void> alone(String employeeId) {
        return Panache.withTransaction(() -> workers.sweep(employeeId))
                .onFailure()
                .recoverWithUni(failure -> putOff(employeeId, failure));
    }

    private Uni<Void> putOff(String employeeId, Throwable failure) {
        failures.increment();
        LOG.errorf(failure, "employee %s is due and can't be looked at; he is put off", employeeId);
        return Panache.withTransaction(() -> workers.putOff(employeeId));
    }
}
