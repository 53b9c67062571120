package dev.mandate.identity.locks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.LockMode;

/** One row as it is since it is locked: of one that was read before, a session keeps what it was then, and would write that. */
public final class RowLock {
    private RowLock() {}

    /** Nobody else changes it until the transaction ends. Empty where there is none. */
    public static <T> Uni<Optional<T>> take(Class<T> kind, String id) {
        return Panache.getSession()
                .chain(session -> session.flush()
                        .chain(() -> session.find(kind, id, LockMode.PESSIMISTIC_WRITE))
                        .call(row -> row == null ? Uni.createFrom().voidItem() : session.refresh(row)))
                .map(Optional::ofNullable);
    }
}
