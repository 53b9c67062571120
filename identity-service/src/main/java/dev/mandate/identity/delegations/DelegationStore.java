package dev.mandate.identity.delegations;

import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.identity.locks.NamedLock;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whoever adds to a session or revokes in it holds the lock on its root first, so that a chain never changes under him. */
@ApplicationScoped
class DelegationStore implements PanacheRepositoryBase<DelegationRow, String> {
    /** A person's tasks, at a time. */
    private static final String RUNNING = "delegatorId = ?1 AND parentId IS NULL AND status = ?2 AND expiresAt > ?3";

    /** The delegation first and its root last; empty if there is none. Nothing is made from what somebody agreed to, so that it is read for itself alone. */
    Uni<List<DelegationRow>> chain(String id) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "FROM DelegationRow d WHERE d.rootId = (SELECT r.rootId FROM DelegationRow r WHERE r.id = :id)"
                                        + " AND (d.agreed IS NULL OR d.id = :id)",
                                DelegationRow.class)
                        .setParameter("id", id)
                        .getResultList()
                        .map(rows -> upwards(id, rows)));
    }

    /** Empty for one that is unknown or deleted. */
    Uni<Optional<String>> rootOf(String id) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT d.rootId FROM DelegationRow d WHERE d.id = :id AND d.deletedAt IS NULL",
                                String.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull()
                        .map(Optional::ofNullable));
    }

    /** Everyone who delegates or acts in a session. They never change, so this needs no lock, and takes none of the rows. */
    Uni<Set<String>> identitiesIn(String root) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT d.delegatorId, d.agentId FROM DelegationRow d WHERE d.rootId = :root",
                                Object[].class)
                        .setParameter("root", root)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .flatMap(Arrays::stream)
                                .map(String.class::cast)
                                .collect(Collectors.toSet())));
    }

    /** Roots of sessions in which one of these delegates, or one of the agents may act, at this time. */
    Uni<List<String>> rootsTouching(Collection<String> delegators, Collection<String> agents, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT DISTINCT d.rootId FROM DelegationRow d WHERE d.status = ACTIVE AND d.expiresAt > :now"
                                        + " AND (d.delegatorId IN :delegators OR d.agentId IN :agents)",
                                String.class)
                        .setParameter("now", now)
                        .setParameter("delegators", delegators)
                        .setParameter("agents", agents)
                        .getResultList());
    }

    /** Roots of sessions with a delegation that was made with a token of this client, or by this issuer's sign-in, at this time. */
    Uni<List<String>> rootsMadeThrough(String clientOrIssuer, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT DISTINCT d.rootId FROM DelegationRow d WHERE d.status = ACTIVE AND d.expiresAt > :now"
                                        + " AND (d.madeByClient = :through OR d.madeByIssuer = :through)",
                                String.class)
                        .setParameter("now", now)
                        .setParameter("through", clientOrIssuer)
                        .getResultList());
    }

    /** Roots of sessions with a delegation that this person made in one of these sign-ins, at this time. */
    Uni<List<String>> rootsMadeIn(String person, Collection<String> signIns, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT DISTINCT d.rootId FROM DelegationRow d WHERE d.status = ACTIVE AND d.expiresAt > :now"
                                        + " AND d.delegatorId = :person AND d.madeIn IN :signIns",
                                String.class)
                        .setParameter("now", now)
                        .setParameter("person", person)
                        .setParameter("signIns", signIns)
                        .getResultList());
    }

    /** Roots of sessions with a delegation that this person made with an assertion of this issuer and in no sign-in here, at this time. */
    Uni<List<String>> rootsMadeByAssertion(String person, String issuer, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT DISTINCT d.rootId FROM DelegationRow d WHERE d.status = ACTIVE AND d.expiresAt > :now"
                                        + " AND d.delegatorId = :person AND d.madeByIssuer = :issuer AND d.madeIn IS NULL",
                                String.class)
                        .setParameter("now", now)
                        .setParameter("person", person)
                        .setParameter("issuer", issuer)
                        .getResultList());
    }

    Uni<Long> countRunning(String person, @Nullable String signIn, Instant now) {
        return signIn == null
                ? count(RUNNING, person, Status.ACTIVE, now)
                : count(RUNNING + " AND madeIn = ?4", person, Status.ACTIVE, now, signIn);
    }

    /** The latest first. */
    Uni<List<DelegationRow>> running(String person, @Nullable String signIn, Instant now, int most) {
        var found = signIn == null
                ? find(RUNNING + " ORDER BY id DESC", person, Status.ACTIVE, now)
                : find(RUNNING + " AND madeIn = ?4 ORDER BY id DESC", person, Status.ACTIVE, now, signIn);
        return found.range(0, most - 1).list();
    }

    /**
     * How many this person has delegated that count at this time, by sessions; nobody else delegates for him until the transaction ends. Only
     * after the locks on identities.
     */
    Uni<Long> openSessionsOf(String person, Instant now) {
        return NamedLock.take("delegations of " + person, 1).chain(() -> countRunning(person, null, now));
    }

    /** How many agreements within this task count at this time. Only after {@link #lockRoots}. */
    Uni<Long> agreedWithin(String task, Instant now) {
        return count(
                "parentId = ?1 AND agreed IS NOT NULL AND status = ?2 AND expiresAt > ?3", task, Status.ACTIVE, now);
    }

    /** What was agreed to within tasks, as far as it counts at this time, the latest first; what is empty isn't asked. */
    Uni<List<DelegationRow>> agreed(String task, String agent, String person, Instant now, PageRequest page) {
        return find(
                        "agreed IS NOT NULL AND (?1 = '' OR parentId = ?1) AND (?2 = '' OR agentId = ?2)"
                                + " AND (?3 = '' OR delegatorId = ?3) AND status = ?4 AND expiresAt > ?5 AND (?6 = '' OR id < ?6)"
                                + " ORDER BY id DESC",
                        task,
                        agent,
                        person,
                        Status.ACTIVE,
                        now,
                        page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }

    /** Roots of this person that aren't deleted, the latest first. */
    Uni<List<DelegationRow>> givenBy(String person, PageRequest page) {
        return find(
                        "delegatorId = ?1 AND parentId IS NULL AND deletedAt IS NULL AND (?2 = '' OR id < ?2)"
                                + " ORDER BY id DESC",
                        person,
                        page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }

    /** Those that the agent may act under and that aren't deleted, the latest first. */
    Uni<List<DelegationRow>> page(String agent, String delegator, String rootDelegator, PageRequest page) {
        return find(
                        "agentId = ?1 AND agreed IS NULL AND deletedAt IS NULL AND (?2 = '' OR delegatorId = ?2)"
                                + " AND (?3 = '' OR rootId IN (SELECT r.id FROM DelegationRow r"
                                + " WHERE r.delegatorId = ?3 AND r.parentId IS NULL))"
                                + " AND (?4 = '' OR id < ?4) ORDER BY id DESC",
                        agent,
                        delegator,
                        rootDelegator,
                        page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }

    Uni<Void> lockRoots(Collection<String> roots) {
        return find("id IN ?1 ORDER BY id", roots)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .replaceWithVoid();
    }

    /** Only after {@link #lockRoots}. Roots come before what was made from them. */
    Uni<List<DelegationRow>> inSessions(Collection<String> roots) {
        return find("rootId IN ?1 ORDER BY depth, id", roots)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    private static List<DelegationRow> upwards(String id, List<DelegationRow> session) {
        var byId = session.stream().collect(Collectors.toMap(row -> row.id, Function.identity()));
        var chain = new ArrayList<DelegationRow>();
        for (var row = byId.get(id); row != null; row = row.parentId == null ? null : byId.get(row.parentId)) {
            chain.add(row);
        }
        return chain;
    }
}
