package dev.mandate.lifecycle.access;

import dev.mandate.lifecycle.catalog.RolesHeld;
import dev.mandate.lifecycle.workers.WorkerStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Counts the people whom a change of roles touches. */
@ApplicationScoped
class PeopleWithRoles implements RolesHeld {
    private final WorkerStore workers;

    PeopleWithRoles(WorkerStore workers) {
        this.workers = workers;
    }

    @Override
    public Uni<Long> people(Set<String> departments, Set<String> roles) {
        return workers.countActive(departments, roles);
    }
}
