package dev.mandate.identity.delegations;

import dev.mandate.identity.delegations.EndedDelegations.Dates;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows of delegations whose time is over. One that others were made from goes after these. */
@ApplicationScoped
class EndedStore {
    private static final String DUE = """
             FROM delegations d
            WHERE (d.deleted_at IS NULL AND d.ended_at <= :ended OR d.deleted_at <= :deleted AND NOT EXISTS
                    (SELECT 1 FROM delegations c WHERE c.parent_id = d.id OR c.root_id = d.id AND c.id <> d.id))
                AND (d.sweep_after IS NULL OR d.sweep_after <= :now)""";
    private static final String ORDER = " ORDER BY d.ended_at, d.id LIMIT :limit";
    private static final String SKIP = " FOR UPDATE OF d SKIP LOCKED";

    Uni<List<String>> due(Dates dates, int limit) {
        return Panache.getSession()
                .chain(session -> at(dates, session.<String>createNativeQuery("SELECT d.id" + DUE + ORDER))
                        .setParameter("limit", limit)
                        .getResultList());
    }

    Uni<List<DelegationRow>> lock(Dates dates, int limit) {
        return Panache.getSession()
                .chain(session -> at(
                                dates,
                                session.createNativeQuery("SELECT d.*" + DUE + ORDER + SKIP, DelegationRow.class))
                        .setParameter("limit", limit)
                        .getResultList());
    }

    /** Empty if its time has not come, or someone else holds it. */
    Uni<List<DelegationRow>> lock(Dates dates, String id) {
        return Panache.getSession()
                .chain(session -> at(
                                dates,
                                session.createNativeQuery(
                                        "SELECT d.*" + DUE + " AND d.id = :id" + SKIP, DelegationRow.class))
                        .setParameter("id", id)
                        .getResultList());
    }

    /** What somebody agreed to within this session, of what has ended by now what did so first; empty where nothing has, or someone else holds it. */
    Uni<List<DelegationRow>> lockAgreed(String root, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT d.* FROM delegations d WHERE d.root_id = :root AND d.agreed IS NOT NULL AND d.ended_at <= :now"
                                        + " ORDER BY d.ended_at, d.id LIMIT 1" + SKIP,
                                DelegationRow.class)
                        .setParameter("root", root)
                        .setParameter("now", now)
                        .getResultList());
    }

    Uni<Void> remove(Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().voidItem();
        return Panache.getSession()
                .chain(session -> session.createMutationQuery("DELETE FROM DelegationRow d WHERE d.id IN :ids")
                        .setParameter("ids", ids)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** For a minute after the first failure, twice as long after each other, at most a day. */
    Uni<Void> putOff(String id, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "UPDATE delegations SET sweep_failures = sweep_failures + 1,"
                                        + " sweep_after = CAST(:now AS timestamptz) + least(interval '1 minute' * power(2, least(sweep_failures, 11)),"
                                        + " interval '1 day') WHERE id = :id")
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static <T> Mutiny.SelectionQuery<T> at(Dates dates, Mutiny.SelectionQuery<T> query) {
        return query.setParameter("ended", dates.endedBefore())
                .setParameter("deleted", dates.deletedBefore())
                .setParameter("now", dates.now());
    }
}
