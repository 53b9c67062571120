package dev.mandate.identity.tokens;

import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts issued tokens on record: each sign-in of a person by a fact of its own, what machines get by a count for each client and minute,
 * which is told once the minute is over. Telling needs a transaction, and so does keeping what more than the count is written for: the
 * one that answers the token. A count alone is one statement. So none is handed out that isn't counted.
 */
@ApplicationScoped
class TokenRecord {
    /** So many of one client commit at once without waiting for each other, with luck. */
    private static final int SLOTS = 8;

    /** A token is counted in the minute in which it was signed, and commits a moment later. What comes later still is told apart. */
    private static final int GRACE_SECONDS = 5;

    private static final String COUNT = """
            INSERT INTO token_counts (minute, client_id, slot, own, delegated, narrowed)
            VALUES (:minute, :client, :slot, :own, :delegated, :narrowed)
            ON CONFLICT (minute, client_id, slot) DO UPDATE SET own = token_counts.own + excluded.own,
                delegated = token_counts.delegated + excluded.delegated,
                narrowed = token_counts.narrowed + excluded.narrowed""";

    private static final String TAKE = """
            WITH due AS (
                SELECT minute, client_id, slot FROM token_counts WHERE minute < :before
                ORDER BY minute, client_id, slot LIMIT :most FOR UPDATE SKIP LOCKED),
            gone AS (
                DELETE FROM token_counts t USING due d
                WHERE t.minute = d.minute AND t.client_id = d.client_id AND t.slot = d.slot
                RETURNING t.minute, t.client_id, t.own, t.delegated, t.narrowed)
            SELECT client_id, CAST(extract(epoch FROM minute) AS bigint), CAST(sum(own) AS bigint),
                CAST(sum(delegated) AS bigint), CAST(sum(narrowed) AS bigint), count(*)
            FROM gone GROUP BY client_id, minute ORDER BY minute, client_id""";

    private final Outbox outbox;
    private final TokenConfig config;
    private final InstantSource clock;

    TokenRecord(Outbox outbox, TokenConfig config, InstantSource clock) {
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    Uni<Void> keep(Issue issue, AccessTokens.Signed signed) {
        var fact = Optional.ofNullable(issue.other()).flatMap(other -> other.fact(issue.content(), signed));
        if (fact.isPresent()) return outbox.publish(TokenEvent.FAMILY, fact.get());
        var count = issue.count();
        return count == null
                ? outbox.publish(TokenEvent.FAMILY, signedIn(issue.content(), signed))
                : count(issue.content().clientId(), count);
    }

    /**
     * Tells of minutes that are over, and forgets their counts: whatever is told is forgotten, and the other way round. What another
     * replica is telling is passed over.
     *
     * @return how many counts were taken
     */
    Uni<Integer> tell(int atMost) {
        var before = clock.instant().minusSeconds(GRACE_SECONDS).truncatedTo(ChronoUnit.MINUTES);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, Object[].class)
                        .setParameter("before", before)
                        .setParameter("most", atMost)
                        .getResultList())
                .chain(rows -> {
                    var facts = new ArrayList<TokenEvent>();
                    var taken = 0;
                    for (var row : rows) {
                        facts.add(new TokenEvent.Issued(
                                (String) row[0],
                                Instant.ofEpochSecond(number(row[1])),
                                number(row[2]),
                                number(row[3]),
                                number(row[4])));
                        taken += (int) number(row[5]);
                    }
                    return outbox.publishAll(TokenEvent.FAMILY, facts).replaceWith(taken);
                });
    }

    private Uni<Void> count(String client, TokenCount count) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT)
                        .setParameter("minute", clock.instant().truncatedTo(ChronoUnit.MINUTES))
                        .setParameter("client", client)
                        .setParameter("slot", ThreadLocalRandom.current().nextInt(SLOTS))
                        .setParameter("own", count.own())
                        .setParameter("delegated", count.delegated())
                        .setParameter("narrowed", count.narrowed())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private TokenEvent signedIn(TokenContent content, AccessTokens.Signed signed) {
        var issuer = content.identityProvider() == null ? config.issuer() : content.identityProvider();
        var how = content.authentication();
        return new TokenEvent.SignedIn(
                new IdentityId(content.subject()),
                content.clientId(),
                issuer,
                signed.id(),
                List.copyOf(Scopes.parse(signed.scope())),
                how.acr(),
                List.copyOf(new TreeSet<>(how.amr())),
                how.at(),
                how.device(),
                content.surfaces());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
