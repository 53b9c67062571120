package dev.mandate.identity.caps;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

@ApplicationScoped
class TaskCapStore implements PanacheRepositoryBase<TaskCapRow, TaskCapRow.Key> {
    Uni<List<TaskCapRow>> all() {
        return list("ORDER BY of, name");
    }

    Uni<TaskCapRow> locked(TaskCapRow.Key key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }
}
