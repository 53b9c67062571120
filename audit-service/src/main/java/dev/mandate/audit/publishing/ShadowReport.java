package dev.mandate.audit.publishing;

import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What versions would have found while they were only watched, out of the trail. */
@ApplicationScoped
class ShadowReport {
    private static final int EXAMPLES = 20;

    /** The newest telling of each finding has everything that was told of it before. */
    private static final String NEWEST = """
            SELECT DISTINCT ON (payload #>> '{finding_info,uid}') payload #>> '{finding_info,uid}' AS finding,
                payload #>> '{finding_info,analytic,version}' AS digest, coalesce((payload ->> 'count')::integer, 1) AS matches,
                session, occurred_at, summary
            FROM trail_entry
            WHERE topic = $1 AND occurred_at >= $2 AND payload #>> '{finding_info,analytic,uid}' = $3
                AND payload #>> '{finding_info,analytic,state_id}' = '3'
            ORDER BY payload #>> '{finding_info,uid}', seq DESC
            """;

    private static final String TOTALS = "SELECT digest, count(*) AS findings, sum(matches) AS matches,"
            + " count(DISTINCT session) AS sessions FROM (" + NEWEST + ") AS newest GROUP BY digest ORDER BY digest";
    /** One version's, of the session that asks, in its own connection. */
    private static final String OF_VERSION = """
            SELECT count(*) AS findings, count(DISTINCT session) AS sessions FROM (
                SELECT DISTINCT ON (payload #>> '{finding_info,uid}') session, payload #>> '{finding_info,analytic,version}' AS digest
                FROM trail_entry
                WHERE topic = :topic AND occurred_at >= :since AND payload #>> '{finding_info,analytic,uid}' = :rule
                    AND payload #>> '{finding_info,analytic,state_id}' = '3'
                ORDER BY payload #>> '{finding_info,uid}', seq DESC) AS newest
            WHERE digest = :digest
            """;

    private static final String FOUND =
            "SELECT * FROM (" + NEWEST + ") AS newest ORDER BY occurred_at DESC LIMIT " + EXAMPLES;

    private final Pool database;
    private final InstantSource clock;

    ShadowReport(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param since only what happened from then on counts
     * @param newest findings, at most 20
     */
    record Report(String rule, Instant since, List<Watched> watched, List<Found> newest) {}

    /**
     * @param digest the version
     * @param findings that it would have raised, each one incident
     * @param matches in all of them
     * @param sessions that they are about
     */
    record Watched(String digest, long findings, long matches, long sessions) {}

    /** What a version would have raised while it was only watched. */
    record Seen(long findings, long sessions) {}

    record Found(String finding, String digest, int matches, Instant at, String summary) {}

    /** In the caller's transaction: whoever holds a lock, or one of few connections, waits for no other. */
    Uni<Seen> seen(String rule, String digest, Duration back) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_VERSION, Object[].class)
                        .setParameter("topic", TopicCatalogue.RISK_FINDINGS.name())
                        .setParameter("since", clock.instant().minus(back))
                        .setParameter("rule", rule)
                        .setParameter("digest", digest)
                        .getSingleResult())
                .map(row -> new Seen(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    Uni<Report> of(String rule, Duration back) {
        var since = clock.instant().minus(back);
        var about = Tuple.of(TopicCatalogue.RISK_FINDINGS.name(), since.atOffset(ZoneOffset.UTC), rule);
        return database.preparedQuery(TOTALS)
                .execute(about)
                .chain(totals -> database.preparedQuery(FOUND).execute(about).map(found -> {
                    var watched = new ArrayList<Watched>();
                    for (var row : totals)
                        watched.add(new Watched(
                                row.getString("digest"),
                                row.getLong("findings"),
                                row.getLong("matches"),
                                row.getLong("sessions")));
                    var newest = new ArrayList<Found>();
                    for (var row : found)
                        newest.add(new Found(
                                row.getString("finding"),
                                row.getString("digest"),
                                row.getInteger("matches"),
                                row.getOffsetDateTime("occurred_at").toInstant(),
                                row.getString("summary")));
                    return new Report(rule, since, watched, newest);
                }));
    }
}
