package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;

/** Rows are locked in descending order of their ids, so people before agents, and no two transactions wait for each other. */
@ApplicationScoped
class IdentityStore implements PanacheRepositoryBase<IdentityRow, String> {
    Uni<List<IdentityRow>> locked(Collection<IdentityId> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return find("id IN ?1 ORDER BY id DESC", texts(ids))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<IdentityRow>> lockedOwnedBy(Collection<IdentityId> owners) {
        if (owners.isEmpty()) return Uni.createFrom().item(List.of());
        return find("ownerId IN ?1 ORDER BY id DESC", texts(owners))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<IdentityRow>> withOwners(Collection<IdentityId> ids) {
        return query(ids).list();
    }

    /** Nobody changes them until the transaction ends. */
    Uni<List<IdentityRow>> heldWithOwners(Collection<IdentityId> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return query(ids).withLock(LockModeType.PESSIMISTIC_READ).list();
    }

    private PanacheQuery<IdentityRow> query(Collection<IdentityId> ids) {
        return find(
                "FROM IdentityRow i WHERE i.id IN ?1"
                        + " OR i.id IN (SELECT o.ownerId FROM IdentityRow o WHERE o.id IN ?1) ORDER BY i.id DESC",
                texts(ids));
    }

    private static List<String> texts(Collection<IdentityId> ids) {
        return ids.stream().map(IdentityId::value).distinct().toList();
    }
}
