package dev.mandate.audit.publishing;

import dev.mandate.events.cloudevents.WholeText;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows of rules, versions and changes, of the current transaction. */
@ApplicationScoped
class RuleStore implements PanacheRepositoryBase<RuleRow, String> {
    /** Null if there is no such rule. */
    Uni<RuleRow> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Makes the rule if nobody has; null if another one has its name. */
    Uni<RuleRow> lockedOrNew(String id, String name) {
        return session(session -> session.createNativeQuery(
                                "insert into risk_rule (id, name) values (:id, :name) on conflict do nothing")
                        .setParameter("id", id)
                        .setParameter("name", name)
                        .executeUpdate())
                .chain(() -> locked(id));
    }

    /** By id or name; null if there is none. */
    Uni<RuleRow> called(String rule) {
        return called(rule, "from RuleRow", RuleRow.class);
    }

    /** As {@link #called}, without reading what may have to be locked first. */
    Uni<String> idOf(String rule) {
        return called(rule, "select id from RuleRow", String.class);
    }

    private static <T> Uni<T> called(String rule, String selection, Class<T> type) {
        if (!WholeText.is(rule)) return Uni.createFrom().nullItem();
        return session(session -> session.createSelectionQuery(
                        selection + " where id = :rule or name = :rule order by case when id = :rule then 0 else 1 end",
                        type)
                .setParameter("rule", rule)
                .setMaxResults(1)
                .getSingleResultOrNull());
    }

    Uni<List<RuleRow>> all() {
        return session(session -> session.createSelectionQuery("from RuleRow order by name", RuleRow.class)
                .getResultList());
    }

    /** Newest first. */
    Uni<List<RuleVersionRow>> versions(String rule) {
        return session(session -> session.createSelectionQuery(
                        "from RuleVersionRow where rule = :rule order by version desc", RuleVersionRow.class)
                .setParameter("rule", rule)
                .getResultList());
    }

    /** Oldest first. */
    Uni<List<RuleChangeRow>> changes(String rule) {
        return session(session -> session.createSelectionQuery(
                        "from RuleChangeRow where rule = :rule order by revision", RuleChangeRow.class)
                .setParameter("rule", rule)
                .getResultList());
    }

    Uni<Void> add(Object row) {
        return session(session -> session.persist(row).chain(session::flush));
    }

    private static <T> Uni<T> session(Function<Mutiny.Session, Uni<T>> work) {
        return Panache.getSession().chain(work::apply);
    }
}
