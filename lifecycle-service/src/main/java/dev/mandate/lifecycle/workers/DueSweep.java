package dev.mandate.lifecycle.workers;

import dev.mandate.messaging.sweep.Sweep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at the workers whose time has come: an event takes effect, a grant ends, a birthright of theirs has changed. */
@ApplicationScoped
class DueSweep {
    private static final int BATCH = 500;

    private final Sweep sweep;

    DueSweep(Workers workers, MeterRegistry meters) {
        sweep = new Sweep("employee", workers, meters, BATCH);
    }

    @Scheduled(every = "${mandate.lifecycle.sweep-every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return sweep.run();
    }
}
