package dev.mandate.messaging.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Does all that is due, many in one transaction; if that fails, each alone, and one that fails alone is put off and counted, so
 * that it holds up nobody. The service that owns the work says when.
 */
public final class Sweep {
    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final String what;
    private final DueWork work;
    private final int batch;
    private final Counter failures;

    /** @param what is looked at, for the log and the figure, such as {@code delegation} */
    public Sweep(String what, DueWork work, MeterRegistry meters, int batch) {
        this.what = what;
        this.work = work;
        this.batch = batch;
        this.failures = Counter.builder("mandate.sweep.failures")
                .description("Times that something due could not be done and was put off; the log names it")
                .register(meters);
    }

    /** Until nothing is due, or all that is due is put off. */
    public Uni<Void> run() {
        return Panache.withTransaction(() -> work.sweep(batch))
                .onFailure()
                .recoverWithUni(this::eachAlone)
                .chain(count -> count < batch ? Uni.createFrom().voidItem() : run());
    }

    private Uni<Integer> eachAlone(Throwable failure) {
        LOG.warnf("due, but not to be done together, so each %s alone: %s", what, failure);
        return Panache.withTransaction(() -> work.due(batch))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::alone)
                        .collect()
                        .asList()
                        .replaceWith(due.size()));
    }

    private Uni<Void> alone(String id) {
        return Panache.withTransaction(() -> work.sweep(id)).onFailure().recoverWithUni(failure -> putOff(id, failure));
    }

    private Uni<Void> putOff(String id, Throwable failure) {
        failures.increment();
        LOG.errorf(failure, "%s %s is due and can't be done; it is put off", what, id);
        return Panache.withTransaction(() -> work.putOff(id));
    }
}
