package dev.mandate.identity.signals;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whom a receiver wants to hear of, where it said so. */
@ApplicationScoped
class SubjectStore {
    private static final String COUNT = "SELECT count(*) FROM signal_subjects WHERE stream_id = ?1 AND subject <> ?2";

    private static final String SAY = """
            INSERT INTO signal_subjects (stream_id, subject, wanted) VALUES (?1, ?2, ?3)
            ON CONFLICT (stream_id, subject) DO UPDATE SET wanted = excluded.wanted""";

    private static final String FORGET = "DELETE FROM signal_subjects WHERE stream_id = ?1 AND subject = ?2";

    /** Of how many others it was said. */
    Uni<Long> others(String stream, String subject) {
        return Panache.getSession()
                .chain(session -> session.<Long>createNativeQuery(COUNT)
                        .setParameter(1, stream)
                        .setParameter(2, subject)
                        .getSingleResult());
    }

    Uni<Void> say(String stream, String subject, boolean wanted) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SAY)
                        .setParameter(1, stream)
                        .setParameter(2, subject)
                        .setParameter(3, wanted)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** As if nothing had been said. */
    Uni<Void> forget(String stream, String subject) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter(1, stream)
                        .setParameter(2, subject)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
