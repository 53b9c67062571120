package dev.mandate.messaging.idempotency;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Rows of {@code idempotent_answer}. Needs a transaction. */
public final class AnswerTable {
    /** For so long the same request is answered as the first time. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** No other lock of this schema's is of this kind. */
    private static final String HOLD = "SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 6))";

    private static final String FIND = "SELECT request, answer FROM idempotent_answer WHERE id = decode(:id, 'hex')"
            + " AND at > clock_timestamp() - :kept * interval '1 second'";

    /** One that is there still is outdated, and swept soon. */
    private static final String KEEP =
            "INSERT INTO idempotent_answer (id, request, answer) VALUES (decode(:id, 'hex'), :request, :answer)"
                    + " ON CONFLICT (id) DO UPDATE SET request = excluded.request, answer = excluded.answer, at = excluded.at";

    private AnswerTable() {}

    /** @param answer sealed */
    public record Kept(String request, String answer) {}

    /** Until the transaction ends nobody else holds it, at no replica. False if somebody does: nobody waits. */
    public static Uni<Boolean> hold(KeyedRequest request) {
        return Panache.getSession()
                .chain(session -> session.<Boolean>createNativeQuery(HOLD)
                        .setParameter("id", request.id())
                        .getSingleResult());
    }

    public static Uni<Optional<Kept>> find(KeyedRequest request) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter("id", request.id())
                        .setParameter("kept", KEPT.toSeconds())
                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(row -> new Kept((String) row[0], (String) row[1])));
    }

    public static Uni<Void> keep(KeyedRequest request, Kept kept) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("id", request.id())
                        .setParameter("request", kept.request())
                        .setParameter("answer", kept.answer())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
