package dev.mandate.identity.workloads;

import dev.mandate.identity.identities.OwnedWorkloads;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Records of workloads that were deleted a day ago are forgotten. */
@ApplicationScoped
class WorkloadSweep {
    private static final int BATCH = 200;

    private final OwnedWorkloads workloads;

    WorkloadSweep(OwnedWorkloads workloads) {
        this.workloads = workloads;
    }

    @Scheduled(every = "${mandate.deleted-workload-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(() -> workloads.forget(BATCH)).replaceWithVoid();
    }
}
