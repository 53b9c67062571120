package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.locks.RowLock;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's row is locked before the roots of sessions. */
@ApplicationScoped
class ClientStore implements PanacheRepositoryBase<ClientRow, String> {
    /** Nobody else changes it until the transaction ends. */
    Uni<Optional<ClientRow>> locked(String id) {
        return RowLock.take(ClientRow.class, id);
    }

    /** Those of them that there are, in one order. */
    Uni<List<ClientRow>> lockedAll(Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return find("id IN ?1 ORDER BY id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** It stays as it is until the transaction ends. */
    Uni<Optional<ClientRow>> held(String id) {
        return findById(id, LockModeType.PESSIMISTIC_READ).map(Optional::ofNullable);
    }

    /** In the order in which everybody takes these locks. */
    Uni<List<ClientRow>> lockedOwnedBy(Collection<IdentityId> owners) {
        return find(
                        "ownerId IN ?1 ORDER BY id",
                        owners.stream().map(IdentityId::value).toList())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** That nobody has ever answered for, and that are neither a part of Mandate nor stopped by hand. */
    private static final String NEVER_ANSWERED =
            "ownerId IS NULL AND unanswered IS NULL AND NOT ofSystem AND stoppedReason IS NULL AND id LIKE 'cli!_%' ESCAPE '!'";

    private static final String OWNERLESS = " AND (ownerId IS NULL OR unanswered IS NOT NULL AND unanswered <> '"
            + OwnedClient.OWNER_STOPPED
            + "') AND NOT ofSystem AND stoppedReason IS NULL AND id LIKE 'cli!_%' ESCAPE '!'";

    /** Those that act nevertheless. */
    Uni<Long> countOwnerless() {
        return count(NEVER_ANSWERED);
    }

    private static final String OVERDUE = NEVER_ANSWERED
            + " AND (ownerNeededAt <= ?1 OR ?2 = TRUE AND ownerNeededAt IS NULL) AND (sweepAfter IS NULL OR sweepAfter <= ?1)";

    /**
     * Of those, some whose time is over: ids alone, which are read of a row that can't be.
     *
     * @param former false where those from before there were owners go on
     */
    Uni<List<String>> overdue(Instant now, boolean former, int atMost) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT id FROM ClientRow WHERE " + OVERDUE + " ORDER BY id", String.class)
                        .setParameter(1, now)
                        .setParameter(2, former)
                        .setMaxResults(atMost)
                        .getResultList());
    }

    /** As {@link #overdue}, locked. */
    Uni<List<ClientRow>> lockedOverdue(Instant now, boolean former, int atMost) {
        return find(OVERDUE + " ORDER BY id", now, former)
                .page(0, atMost)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** This one, locked; empty where its time isn't over. */
    Uni<List<ClientRow>> lockedOverdue(Instant now, boolean former, String id) {
        return find(OVERDUE + " AND id = ?3", now, former, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** For a minute after the first failure, twice as long after each other, at most an hour. */
    Uni<Void> putOff(String id, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("UPDATE clients SET sweep_failures = sweep_failures + 1,"
                                + " sweep_after = CAST(:now AS timestamptz) + least(interval '1 minute'"
                                + " * power(2, least(sweep_failures, 6)), interval '1 hour') WHERE id = :id")
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Of those whose state was never told, some, locked. */
    Uni<List<ClientRow>> untold(int atMost) {
        return find("revision = 0 ORDER BY id")
                .page(0, atMost)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /**
     * Which ones are looked for; null for any.
     *
     * @param nameHas somewhere, in capitals or not
     * @param ownerless only those that nobody answers for, and that aren't stopped by hand
     */
    record Wanted(
            @Nullable String name,
            @Nullable String nameHas,
            @Nullable ClientKind kind,
            @Nullable IdentityId owner,
            boolean ownerless) {}

    /** In the order in which they were made. */
    Uni<List<ClientRow>> page(Wanted wanted, PageRequest page) {
        return find(
                        "(?1 = '' OR lower(name) = lower(?1)) AND (?2 = '' OR locate(lower(?2), lower(name)) > 0)"
                                + " AND (?3 = '' OR ?3 = CASE substring(id, 1, 4) WHEN 'agt_' THEN 'AGENT'"
                                + " WHEN 'wkl_' THEN 'WORKLOAD' ELSE 'CLIENT' END) AND id > ?4"
                                + " AND (?5 = '' OR ownerId = ?5)"
                                + (wanted.ownerless() ? OWNERLESS : "") + " ORDER BY id",
                        Objects.requireNonNullElse(wanted.name(), ""),
                        Objects.requireNonNullElse(wanted.nameHas(), ""),
                        wanted.kind() == null ? "" : wanted.kind().name(),
                        Objects.requireNonNullElse(page.afterId(), ""),
                        wanted.owner() == null ? "" : wanted.owner().value())
                .range(0, page.rows() - 1)
                .list();
    }

    /** Of an origin: a public one, not stopped; by an index. */
    static final String OF_PAGE = "SELECT id FROM clients WHERE page_origins(redirect_uris) @> ARRAY[CAST(?1 AS text)]"
            + " AND public AND stopped_reason IS NULL AND unanswered IS NULL LIMIT 1";

    /** Whether there is a public one, not stopped, to which people come back at this origin. */
    Uni<Boolean> hasPageAt(String origin) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(OF_PAGE)
                        .setParameter(1, origin)
                        .getSingleResultOrNull()
                        .map(Objects::nonNull));
    }

    /** A client with a secret by which it asks for tokens. */
    record WithSecret(ClientRow client, @Nullable TimedSecretRow secret) {}

    /**
     * A client as often as it has secrets for the token endpoint, once without any; those that have ended too. In one question, since every
     * request for a token asks it.
     */
    Uni<List<WithSecret>> withSecrets(String id) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT client, secret FROM ClientRow client LEFT JOIN TimedSecretRow secret"
                                        + " ON secret.clientId = client.id AND secret.use = TOKENS WHERE client.id = ?1",
                                WithSecret.class)
                        .setParameter(1, id)
                        .getResultList());
    }

    /** False where somebody still has something of it. */
    Uni<Boolean> deleteUnused(String id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM clients WHERE id = ?1"
                                + " AND NOT EXISTS (SELECT 1 FROM authorizations WHERE client_id = ?1)"
                                + " AND NOT EXISTS (SELECT 1 FROM device_requests WHERE client_id = ?1)")
                        .setParameter(1, id)
                        .executeUpdate()
                        .map(deleted -> deleted == 1));
    }

    /** Makes it where there is none, without a name, a secret or a state yet; true if it was made. */
    Uni<Boolean> make(String id, String scopes, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "INSERT INTO clients (id, name, scopes, created_at, revision)"
                                        + " VALUES (?1, ?1, ?2, ?3, 0) ON CONFLICT DO NOTHING")
                        .setParameter(1, id)
                        .setParameter(2, scopes)
                        .setParameter(3, now)
                        .executeUpdate()
                        .map(made -> made == 1));
    }
}
