package dev.mandate.identity.caps;

import dev.mandate.identity.locks.NamedLock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class TaskCapStore implements PanacheRepositoryBase<TaskCapRow, TaskCapRow.Key> {
    Uni<List<TaskCapRow>> all() {
        return list("ORDER BY of, name");
    }

    /** Nobody else says anything of any until the transaction ends: not of this name, and how many there are stays as it is. */
    Uni<TaskCapRow> locked(TaskCapRow.Key key) {
        return NamedLock.take("task caps", 6).chain(() -> findById(key));
    }
}
