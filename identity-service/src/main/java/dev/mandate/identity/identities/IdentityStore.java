package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.identity.locks.NamedLock;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows are locked people first and in descending order of their ids, so that no two transactions wait for each other. */
@ApplicationScoped
class IdentityStore implements PanacheRepositoryBase<IdentityRow, String> {
    private static final String IN_ORDER = "CASE WHEN i.id LIKE 'per%' THEN 0 ELSE 1 END, i.id DESC";

    Uni<List<IdentityRow>> locked(Collection<IdentityId> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return find("FROM IdentityRow i WHERE i.id IN ?1 ORDER BY " + IN_ORDER, texts(ids))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Without workloads that are retired. */
    Uni<List<IdentityRow>> lockedOwnedBy(Collection<IdentityId> owners) {
        if (owners.isEmpty()) return Uni.createFrom().item(List.of());
        return find("ownerId IN ?1 AND (phase IS NULL OR phase IN ?2) ORDER BY id DESC", texts(owners), Phase.PRESENT)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<IdentityRow>> withOwners(Collection<IdentityId> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return query(ids, "i.id DESC").list();
    }

    /** Up to when all that lifecycle-service told of people's roles was taken in; {@link Instant#EPOCH} where it hasn't said so for all. */
    Uni<Instant> accessCompleteUntil() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT CASE WHEN count(*) < ?2 THEN to_timestamp(0) ELSE min(complete_until) END"
                                        + " FROM input_freshness WHERE topic = ?1",
                                Instant.class)
                        .setParameter(1, AccessState.FAMILY.topic().name())
                        .setParameter(2, AccessState.FAMILY.topic().partitions())
                        .getSingleResult());
    }

    /** Nobody changes them until the transaction ends. */
    Uni<List<IdentityRow>> heldWithOwners(Collection<IdentityId> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return query(ids, IN_ORDER).withLock(LockModeType.PESSIMISTIC_READ).list();
    }

    /** The agents above these, which never change. */
    Uni<Set<IdentityId>> above(Collection<IdentityId> ids) {
        var agents = ids.stream().filter(IdentityId::isAgent).toList();
        if (agents.isEmpty()) return Uni.createFrom().item(Set.of());
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT i.agent.lineage FROM IdentityRow i WHERE i.id IN ?1 AND i.agent.lineage IS NOT NULL",
                                String.class)
                        .setParameter(1, texts(agents))
                        .getResultList())
                .map(found -> found.stream().flatMap(AgentPartRow::above).collect(Collectors.toSet()));
    }

    /** The agents that these made, and those that they made, but for those that are suspended themselves or by another above them. */
    Uni<List<IdentityId>> below(Collection<IdentityId> agents) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery("""
                                SELECT b.id FROM identities b
                                WHERE b.lineage IS NOT NULL AND string_to_array(b.lineage, ' ') && string_to_array(?1, ' ')
                                AND b.status = 'ACTIVE' AND b.stopped_reason IS NULL
                                AND NOT EXISTS (SELECT 1 FROM identities a
                                  WHERE a.id = ANY (string_to_array(b.lineage, ' '))
                                  AND NOT a.id = ANY (string_to_array(?1, ' '))
                                  AND (a.status <> 'ACTIVE' OR a.stopped_reason IS NOT NULL))
                                ORDER BY b.id""")
                        .setParameter(1, String.join(" ", texts(agents)))
                        .getResultList())
                .map(found -> found.stream().map(IdentityId::new).toList());
    }

    /** Names that aren't much longer or shorter, those first that begin alike; no more than can be compared at once. */
    Uni<List<String>> namesLike(String name) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery("""
                                SELECT display_name FROM identities
                                WHERE deleted_at IS NULL AND char_length(display_name) BETWEEN ?1 AND ?2
                                ORDER BY lower(left(display_name, 1)) = lower(left(?3, 1)) DESC, id LIMIT 2000""")
                        .setParameter(1, name.length() / 3)
                        .setParameter(2, 3 * name.length())
                        .setParameter(3, name)
                        .getResultList());
    }

    Uni<List<IdentityRow>> agents(String owner, String name, PageRequest page) {
        return find(
                        "kind = ?1 AND (?2 = '' OR ownerId = ?2) AND (?3 = '' OR lower(displayName) = lower(?3))"
                                + " AND id > ?4 AND id < ?5 ORDER BY id",
                        Kind.AGENT,
                        owner,
                        name,
                        page.afterId() == null ? IdentityId.AGENT : page.afterId(),
                        afterAll(IdentityId.AGENT))
                .range(0, page.rows() - 1)
                .list();
    }

    Uni<List<IdentityRow>> workloads(OwnedWorkloads.Wanted wanted, PageRequest page) {
        var owner = wanted.owner() == null ? "" : wanted.owner().value();
        var phases = wanted.ownerless() ? Phase.PRESENT : List.of(Phase.STAGED, Phase.IN_USE, Phase.RETIRED);
        return find(
                        "kind = ?1 AND phase IN ?2 AND (?3 = '' OR ownerId = ?3)"
                                + " AND (?4 = '' OR lower(displayName) = lower(?4)) AND id > ?5 AND id < ?6"
                                + (wanted.ownerless() ? " AND unanswered IS NOT NULL" : "") + " ORDER BY id",
                        Kind.WORKLOAD,
                        phases,
                        owner,
                        wanted.name() == null ? "" : wanted.name(),
                        page.afterId() == null ? IdentityId.WORKLOAD : page.afterId(),
                        afterAll(IdentityId.WORKLOAD))
                .range(0, page.rows() - 1)
                .list();
    }

    /** What sorts after every id of a kind: their index leads to them alone, and past people, of whom there may be a million. */
    private static String afterAll(String prefix) {
        var last = prefix.length() - 2;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    /** Those that were deleted before, some, locked; what another replica holds is passed over. */
    Uni<List<IdentityRow>> toForget(Instant before, int atMost) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT * FROM identities WHERE deleted_at <= ?1 ORDER BY id LIMIT ?2 FOR UPDATE SKIP LOCKED",
                                IdentityRow.class)
                        .setParameter(1, before)
                        .setParameter(2, atMost)
                        .getResultList());
    }

    /** How many of a kind name this owner; nobody else gives him one until the transaction ends. Only after the locks on people. */
    Uni<Long> ownedBy(String owner, Kind kind) {
        return NamedLock.take("agents of " + owner, 1)
                .chain(() -> count(
                        "ownerId = ?1 AND kind = ?2 AND (phase IS NULL OR phase IN ?3)", owner, kind, Phase.PRESENT));
    }

    /** Whoever has a role of Mandate itself; nobody else stops one of them until the transaction ends. Only after the locks on people. */
    Uni<List<IdentityRow>> withMandateRoles() {
        return NamedLock.take("stops of approvers", 1)
                .chain(() -> find("kind = ?1 AND mandateRoles <> '[]' ORDER BY id", Kind.PERSON)
                        .list());
    }

    /** By one list of ids: of either this list or that one, each without an index, all rows would be looked at. */
    private PanacheQuery<IdentityRow> query(Collection<IdentityId> ids, String order) {
        return find(
                "FROM IdentityRow i WHERE i.id IN (SELECT s.id FROM IdentityRow s WHERE s.id IN ?1"
                        + " UNION SELECT o.ownerId FROM IdentityRow o WHERE o.id IN ?1) ORDER BY " + order,
                texts(ids));
    }

    private static List<String> texts(Collection<IdentityId> ids) {
        return ids.stream().map(IdentityId::value).distinct().toList();
    }
}
