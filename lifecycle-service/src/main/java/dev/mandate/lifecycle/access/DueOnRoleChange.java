package dev.mandate.lifecycle.access;

import dev.mandate.lifecycle.catalog.RoleChanges;
import dev.mandate.lifecycle.workers.WorkerStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Set;

/** Has the sweep compute the affected workers' access anew, in batches, from the commit of the role's change on. */
@ApplicationScoped
class DueOnRoleChange implements RoleChanges {
    private final WorkerStore workers;
    private final InstantSource clock;

    DueOnRoleChange(WorkerStore workers, InstantSource clock) {
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public Uni<Void> changed(Set<String> departments, Set<String> roles) {
        return workers.markDue(departments, roles, clock.instant());
    }
}
