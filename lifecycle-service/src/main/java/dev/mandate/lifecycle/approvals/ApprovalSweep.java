package dev.mandate.lifecycle.approvals;

import dev.mandate.messaging.sweep.Sweep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at approvals whose time is over. Nothing depends on when: decisions compare with the clock. */
@ApplicationScoped
class ApprovalSweep {
    private static final int BATCH = 200;

    private final Sweep sweep;

    ApprovalSweep(DueApprovals due, MeterRegistry meters) {
        sweep = new Sweep("approval", due, meters, BATCH);
    }

    @Scheduled(every = "${mandate.lifecycle.sweep-every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return sweep.run();
    }
}
