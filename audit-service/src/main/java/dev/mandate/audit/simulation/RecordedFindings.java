package dev.mandate.audit.simulation;

import dev.mandate.events.topics.TopicCatalogue;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many findings rules have raised, by the trail. Blocks; not for an event loop. */
@ApplicationScoped
class RecordedFindings {
    private static final String COUNT = """
            SELECT payload #>> '{finding_info,analytic,uid}' AS rule, count(DISTINCT payload #>> '{finding_info,uid}') AS findings \
            FROM trail_entry WHERE topic = $1 AND occurred_at BETWEEN $2 AND $3 AND payload #>> '{finding_info,analytic,uid}' = ANY ($4) \
            AND payload #>> '{finding_info,analytic,state_id}' IS DISTINCT FROM '3' GROUP BY 1""";

    private final TrailDatabase database;

    RecordedFindings(TrailDatabase database) {
        this.database = database;
    }

    /** By rule; what was only watched left out. */
    Map<String, Long> between(Instant since, Instant until, Collection<String> rules) {
        var asked = Tuple.of(
                TopicCatalogue.RISK_FINDINGS.name(),
                since.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC),
                rules.toArray(String[]::new));
        var found = new HashMap<String, Long>();
        for (var row : database.ask(COUNT, asked)) found.put(row.getString("rule"), row.getLong("findings"));
        return found;
    }
}
