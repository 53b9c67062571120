package dev.mandate.messaging.proposals;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Rows of proposals, of the current session. */
@Singleton
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class ProposalStore {
    Uni<Void> add(ProposalRow row) {
        return session(session -> session.persist(row).chain(session::flush));
    }

    /** Null if there is none. */
    Uni<@Nullable ProposalRow> find(String id) {
        return session(session -> session.find(ProposalRow.class, id));
    }

    /** {@code FOR UPDATE}; null if there is none. */
    Uni<@Nullable ProposalRow> locked(String id) {
        return session(session -> session.find(ProposalRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Until the transaction ends nobody else adds one of his. */
    Uni<List<ProposalRow>> openOf(String proposer) {
        return session(session -> session.<Long>createNativeQuery(
                        "select count(*) from pg_advisory_xact_lock(hashtextextended(:proposer, 4))")
                .setParameter("proposer", "proposals of " + proposer)
                .getSingleResult()
                .chain(() -> session.createSelectionQuery(
                                "from ProposalRow where status = OPEN and proposerSubject = :proposer order by id",
                                ProposalRow.class)
                        .setParameter("proposer", proposer)
                        .getResultList()));
    }

    /** His open ones, until the transaction ends. */
    Uni<Void> hold(String proposer) {
        return session(session -> session.<String>createNativeQuery(
                        "select id from proposal where status = 'OPEN' and proposer_subject = :proposer"
                                + " order by id for update")
                .setParameter("proposer", proposer)
                .getResultList()
                .replaceWithVoid());
    }

    /**
     * The latest first. What is no text for the database is no proposal's subject.
     *
     * @param status null for all
     * @param subject null for all
     */
    Uni<List<ProposalRow>> page(@Nullable ProposalStatus status, @Nullable String subject, PageRequest page) {
        if (subject != null && !WholeText.is(subject)) return Uni.createFrom().item(List.of());
        var where = (status == null ? "" : " and status = :status")
                + (subject == null ? "" : " and subject = :subject")
                + (page.afterId() == null ? "" : " and id < :after");
        return session(session -> {
            var query = session.createSelectionQuery(
                    "from ProposalRow where 1 = 1" + where + " order by id desc", ProposalRow.class);
            if (status != null) query.setParameter("status", status);
            if (subject != null) query.setParameter("subject", subject);
            if (page.afterId() != null) query.setParameter("after", page.afterId());
            return query.setMaxResults(page.rows()).getResultList();
        });
    }

    /** Locked, those that nobody else holds. */
    Uni<List<ProposalRow>> overdue(Instant now, int limit) {
        return session(session -> session.createNativeQuery(
                        "select * from proposal where status = 'OPEN' and ends_at <= :now"
                                + " order by ends_at limit :limit for update skip locked",
                        ProposalRow.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList());
    }

    /** What became of them is on the trail. In SQL, since it is looked at every minute: Hibernate's first look at its own language holds the event loop for seconds. */
    Uni<Integer> forgetSettledBefore(Instant time) {
        return session(session -> session.createNativeQuery("delete from proposal where settled_at < :time")
                .setParameter("time", time)
                .executeUpdate());
    }

    private static <T> Uni<T> session(Function<Mutiny.Session, Uni<T>> work) {
        return Panache.getSession().chain(work::apply);
    }
}
