package dev.mandate.identity.signin;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who was let in by assertions, by what their issuer calls him: an issuer that names people by their addresses tells later by its own name for him
 * that he has signed out. Needs a transaction.
 */
@ApplicationScoped
public class AssertedSubjects {
    /** Longer than a task lasts that was given by such a token, but for one whose end a policy puts off. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int LONGEST = 320;

    /** Written once an hour at most, while it stays so; some that are kept for too long go with each new one. */
    private static final String NOTE = """
            WITH gone AS (DELETE FROM asserted_subjects WHERE ctid = ANY (ARRAY(SELECT ctid FROM asserted_subjects \
            WHERE at < ?5 AND (issuer, subject) <> (?1, ?2) LIMIT 10 FOR UPDATE SKIP LOCKED))) \
            INSERT INTO asserted_subjects AS known (issuer, subject, person, at) VALUES (?1, ?2, ?3, ?4) \
            ON CONFLICT (issuer, subject) DO UPDATE SET person = excluded.person, at = excluded.at \
            WHERE known.person <> excluded.person OR known.at < excluded.at - interval '1 hour'""";

    private final InstantSource clock;

    AssertedSubjects(InstantSource clock) {
        this.clock = clock;
    }

    /** @param subject {@code sub} of the assertion; whoever has none can't be told of by it */
    Uni<Void> note(String issuer, @Nullable String subject, IdentityId person) {
        if (subject == null || subject.isEmpty() || subject.length() > LONGEST || !WholeText.is(subject))
            return Uni.createFrom().voidItem();
        var now = clock.instant();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NOTE)
                        .setParameter(1, issuer)
                        .setParameter(2, subject)
                        .setParameter(3, person.value())
                        .setParameter(4, now)
                        .setParameter(5, now.minus(KEPT))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Who was let in last by this name of the issuer's. */
    public Uni<Optional<IdentityId>> whose(String issuer, String subject) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(
                                "SELECT person FROM asserted_subjects WHERE issuer = ?1 AND subject = ?2")
                        .setParameter(1, issuer)
                        .setParameter(2, subject)
                        .getResultList())
                .map(List::stream)
                .map(found -> found.findFirst().map(IdentityId::new));
    }
}
