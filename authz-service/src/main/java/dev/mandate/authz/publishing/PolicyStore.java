package dev.mandate.authz.publishing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows of sets, versions and changes, of the current transaction. */
@ApplicationScoped
class PolicyStore implements PanacheRepositoryBase<PolicySetRow, String> {
    /** Null if there is no such set. */
    Uni<PolicySetRow> locked(String set) {
        return findById(set, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Makes the set if nobody has; two who do so at once get the same. */
    Uni<PolicySetRow> lockedOrNew(String set) {
        return session(session -> session.createNativeQuery(
                                "insert into policy_set (name) values (:name) on conflict do nothing")
                        .setParameter("name", set)
                        .executeUpdate())
                .chain(() -> locked(set));
    }

    Uni<PolicyVersionRow> version(String set, long version) {
        return session(session -> session.find(PolicyVersionRow.class, PolicyVersionRow.idOf(set, version)));
    }

    Uni<PolicyTextRow> text(PolicyVersionRow version) {
        return session(session -> session.find(PolicyTextRow.class, version.id));
    }

    /** Newest first. */
    Uni<List<PolicyVersionRow>> versions(String set) {
        return session(session -> session.createSelectionQuery(
                        "from PolicyVersionRow where set = :set order by version desc", PolicyVersionRow.class)
                .setParameter("set", set)
                .getResultList());
    }

    /** Oldest first. */
    Uni<List<PolicyChangeRow>> changes(String set) {
        return session(session -> session.createSelectionQuery(
                        "from PolicyChangeRow where set = :set order by revision", PolicyChangeRow.class)
                .setParameter("set", set)
                .getResultList());
    }

    Uni<Void> add(Object... rows) {
        return session(session -> session.persistAll(rows).chain(session::flush));
    }

    private static <T> Uni<T> session(java.util.function.Function<Mutiny.Session, Uni<T>> work) {
        return Panache.getSession().chain(work::apply);
    }
}
