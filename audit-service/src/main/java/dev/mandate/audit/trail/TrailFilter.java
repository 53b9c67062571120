package dev.mandate.audit.trail;

import dev.mandate.messaging.paging.Order;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of lines of the trail, all of which must hold. Null means: not asked. */
public final class TrailFilter {
    private final Conditions conditions = new Conditions();

    public TrailFilter session(@Nullable String id) {
        conditions.equal("session", id);
        return this;
    }

    public TrailFilter agent(@Nullable String id) {
        conditions.equal("agent", id);
        return this;
    }

    public TrailFilter person(@Nullable String id) {
        conditions.equal("person", id);
        return this;
    }

    public TrailFilter delegation(@Nullable String id) {
        conditions.equal("delegation", id);
        return this;
    }

    public TrailFilter decision(@Nullable String id) {
        conditions.equal("decision", id);
        return this;
    }

    public TrailFilter subject(@Nullable String id) {
        conditions.equal("subject", id);
        return this;
    }

    public TrailFilter topic(@Nullable String name) {
        conditions.equal("topic", name);
        return this;
    }

    public TrailFilter eventId(@Nullable String id) {
        conditions.equal("event_id", id);
        return this;
    }

    public TrailFilter seq(long number) {
        conditions.with("seq = $%d", number);
        return this;
    }

    /**
     * What a session did, a line for each step: decisions, dry runs, what was handed on, and calls that no decision of the session is on
     * record for.
     */
    TrailFilter stepsOf(String session) {
        conditions.equal("session", session);
        conditions.with(
                "(type IN ('authz.decision.v1', 'authz.decision.dry-run.v1') OR topic = 'identity.delegations.v1' OR topic = 'agent.actions.v1' AND NOT"
                        + " EXISTS (SELECT 1 FROM trail_entry AS made WHERE made.decision = trail_entry.decision AND made.type ="
                        + " 'authz.decision.v1' AND made.session = trail_entry.session))");
        return this;
    }

    /**
     * What became of decisions of a session: of each so many lines at most, reports of calls last and those of others after them, so that
     * whoever reports the same call again and again hides nothing.
     */
    TrailFilter whatBecameOf(String session, List<String> decisions, int ofEach) {
        conditions.with(
                "seq IN (SELECT seq FROM (SELECT seq, row_number() OVER (PARTITION BY decision ORDER BY type ="
                        + " 'authz.decision.misreported.v1', topic = 'agent.actions.v1', occurred_at, seq) AS place FROM trail_entry WHERE session = $%d AND decision = ANY($%d) AND type NOT IN"
                        + " ('authz.decision.v1', 'authz.decision.dry-run.v1')) AS placed WHERE place <= $%d)",
                session, decisions.toArray(String[]::new), (long) ofEach);
        return this;
    }

    /** What became of agreements of a session: of those that are named, and of so many that were made last. */
    TrailFilter agreements(String session, List<String> named, int latest) {
        conditions.equal("session", session);
        conditions.equal("topic", "identity.delegations.v1");
        conditions.with(
                "payload ->> 'agreed' IS NOT NULL AND (delegation = ANY($%d) OR delegation IN (SELECT made.delegation FROM"
                        + " trail_entry AS made WHERE made.session = $%d AND made.topic = 'identity.delegations.v1' AND"
                        + " made.payload ->> 'agreed' IS NOT NULL GROUP BY made.delegation ORDER BY made.delegation DESC LIMIT $%d))",
                named.toArray(String[]::new), session, (long) latest);
        return this;
    }

    /** Answers that left without a record between these. */
    TrailFilter gaps(Instant from, Instant until) {
        conditions.with(
                "type = 'authz.decision.gap.v1' AND (payload ->> 'from')::timestamptz <= $%d AND (payload ->>"
                        + " 'until')::timestamptz >= $%d",
                until.atOffset(ZoneOffset.UTC), from.atOffset(ZoneOffset.UTC));
        return this;
    }

    TrailFilter after(@Nullable Cursor cursor, Order order) {
        if (cursor != null)
            conditions.with("(occurred_at, seq) " + order.follows() + " ($%d, $%d)", cursor.at(), cursor.seq());
        return this;
    }

    String where() {
        return conditions.where();
    }

    List<Object> values() {
        return conditions.values();
    }
}
