package dev.mandate.identity.clients;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Rows are changed under the lock on their client. */
@ApplicationScoped
class TimedSecretStore implements PanacheRepositoryBase<TimedSecretRow, String> {
    /** In the order in which they were made. */
    Uni<List<TimedSecretRow>> counting(String client, TimedSecretUse use, Instant now) {
        return list("clientId = ?1 AND use = ?2 AND endsAt > ?3 ORDER BY madeAt, id", client, use, now);
    }

    Uni<List<TimedSecretRow>> counting(String client, Instant now) {
        return list("clientId = ?1 AND endsAt > ?2 ORDER BY madeAt, id", client, now);
    }

    /** By an index. */
    Uni<Optional<TimedSecretRow>> ofHash(byte[] hash, TimedSecretUse use, Instant now) {
        return find("secretHash = ?1 AND use = ?2 AND endsAt > ?3", hash, use, now)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** Of a client, those that open the token endpoint with just this one; those that have ended too. */
    Uni<List<TimedSecretRow>> ofTokens(String client, byte[] hash) {
        return list("clientId = ?1 AND use = TOKENS AND secretHash = ?2", client, hash);
    }

    Uni<Void> deleteAll(List<TimedSecretRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : delete("id IN ?1", rows.stream().map(row -> row.id).toList()).replaceWithVoid();
    }

    /** Of those that count and end before that, some of which that isn't told yet, locked. */
    Uni<List<TimedSecretRow>> endingUntold(Instant now, Instant before, int atMost) {
        return find("endsAt > ?1 AND endsAt <= ?2 AND endToldAt IS NULL ORDER BY id", now, before)
                .page(0, atMost)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    private static final String PAGE =
            "SELECT s.id, s.use, s.client_id, c.name, o.id AS owner, o.display_name, s.made_at, s.ends_at"
                    + " FROM client_secrets s JOIN clients c ON c.id = s.client_id"
                    + " LEFT JOIN identities i ON i.id = s.client_id LEFT JOIN identities o ON o.id = i.owner_id"
                    + " WHERE s.ends_at > ?1 AND s.ends_at <= ?2 AND (?3 = '' OR i.owner_id = ?3)"
                    + " AND (s.ends_at, s.id) > (?4, ?5) ORDER BY s.ends_at, s.id LIMIT ?6";

    /**
     * Of those that count, by an index on their ends.
     *
     * @param owner empty for everybody's
     * @param after which they come
     */
    Uni<List<EndingSecret>> page(String owner, Instant now, Instant until, EndingSecret.Place after, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PAGE, Object[].class)
                        .setParameter(1, now)
                        .setParameter(2, until)
                        .setParameter(3, owner)
                        .setParameter(4, after.endsAt())
                        .setParameter(5, after.secret())
                        .setParameter(6, most)
                        .getResultList())
                .map(rows -> rows.stream().map(TimedSecretStore::ending).toList());
    }

    private static EndingSecret ending(Object[] row) {
        var client = (String) row[2];
        return new EndingSecret(
                (String) row[0],
                TimedSecretUse.valueOf((String) row[1]),
                client,
                (String) row[3],
                (String) row[4],
                (String) row[5],
                ClientStart.isConfigured(client),
                instant(row[6]),
                instant(row[7]),
                false);
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    Uni<Long> removeEnded(String client, Instant now) {
        return delete("clientId = ?1 AND endsAt <= ?2", client, now);
    }
}
