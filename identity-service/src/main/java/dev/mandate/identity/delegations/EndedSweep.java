package dev.mandate.identity.delegations;

import dev.mandate.messaging.sweep.Sweep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Deletes and forgets ended delegations. */
@ApplicationScoped
class EndedSweep {
    private final Sweep sweep;

    @Inject
    EndedSweep(EndedDelegations ended, MeterRegistry meters) {
        this(ended, meters, 500);
    }

    EndedSweep(EndedDelegations ended, MeterRegistry meters, int batch) {
        sweep = new Sweep("delegation", ended, meters, batch);
    }

    @Scheduled(every = "${mandate.ended-delegation-sweep-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return sweep.run();
    }
}
