package dev.mandate.identity.endings;

import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Ended;
import dev.mandate.identity.keys.KeyConfig;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;

/**
 * Sign-ins, authorizations and tokens that have ended while tokens of them still last. Each is told in the transaction that ends it, and forgotten once
 * none can last any more, so that there are no more of them than end in some minutes.
 */
@ApplicationScoped
public class TokenEndings {
    /** For clocks that differ, and for what was signed meanwhile. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final String KEEP = "INSERT INTO token_endings AS e (id, until) VALUES (:id, :until)"
            + " ON CONFLICT (id) DO UPDATE SET until = GREATEST(e.until, excluded.until)";

    private static final String TAKE = "DELETE FROM token_endings WHERE id IN (SELECT id FROM token_endings"
            + " WHERE until < :now ORDER BY until LIMIT :most FOR UPDATE SKIP LOCKED) RETURNING id";

    private final Outbox outbox;
    private final KeyConfig config;
    private final InstantSource clock;

    TokenEndings(Outbox outbox, KeyConfig config, InstantSource clock) {
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Needs the transaction that ends it. */
    public Uni<Void> ended(Ended what, String id) {
        var until = clock.instant().plus(config.accessTokenLifetime()).plus(MARGIN);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("id", id)
                        .setParameter("until", until)
                        .executeUpdate())
                .chain(() -> outbox.publish(ClientState.FAMILY, ClientState.ended(what, id)));
    }

    /** Whether one of these has ended, whatever they are; needs a session. */
    public Uni<Boolean> any(Collection<String> ids) {
        return Panache.getSession()
                .chain(session -> session.<Long>createNativeQuery(
                                "SELECT count(*) FROM token_endings WHERE id IN (:ids)")
                        .setParameter("ids", ids)
                        .getSingleResult())
                .map(count -> count > 0);
    }

    /**
     * Those that no token can come of any more. Needs a transaction.
     *
     * @return how many, no more than {@code most}
     */
    Uni<Integer> forget(int most) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(TAKE)
                        .setParameter("now", clock.instant())
                        .setParameter("most", most)
                        .getResultList())
                .chain(ids -> outbox.forget(ClientState.FAMILY, ids).replaceWith(ids.size()));
    }
}
