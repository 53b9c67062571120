package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
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

    Uni<List<IdentityRow>> agents(String owner, String name, PageRequest page) {
        return find(
                        "kind = ?1 AND (?2 = '' OR ownerId = ?2) AND (?3 = '' OR lower(displayName) = lower(?3))"
                                + " AND id > ?4 ORDER BY id",
                        Kind.AGENT,
                        owner,
                        name,
                        page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }

    /** How many agents name this owner; nobody else gives him one until the transaction ends. Only after the locks on people. */
    Uni<Long> agentsOf(String owner) {
        return alone("agents of " + owner).chain(() -> count("ownerId = ?1 AND kind = ?2", owner, Kind.AGENT));
    }

    /** Whoever has a role of Mandate itself; nobody else stops one of them until the transaction ends. Only after the locks on people. */
    Uni<List<IdentityRow>> withMandateRoles() {
        return alone("stops of approvers")
                .chain(() -> find("kind = ?1 AND mandateRoles <> '[]' ORDER BY id", Kind.PERSON)
                        .list());
    }

    private static Uni<Long> alone(String about) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(*) FROM pg_advisory_xact_lock(hashtextextended(?1, 1))", Long.class)
                        .setParameter(1, about)
                        .getSingleResult());
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
