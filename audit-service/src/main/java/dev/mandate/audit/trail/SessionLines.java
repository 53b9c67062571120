package dev.mandate.audit.trail;

import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.messaging.paging.Order;
import dev.mandate.messaging.paging.OrderedRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the trail of one session as the steps that it went in. Of an event of more than 16 KiB the parts that grow are left out, and
 * {@code oversized} says how many bytes it has, so that a page stays small whatever agents send.
 */
@ApplicationScoped
public class SessionLines {
    /** The most lines that tell what became of one decision. */
    public static final int MOST_OF_EACH = 8;

    /** Of a decision that isn't whole here, the agreement by which nobody was asked about it. */
    public static final String AGREED = "agreedBy";

    private static final int MOST_GAPS = 20;
    private static final int LATEST_AGREEMENTS = 50;

    /** Of an agreement: it is made, and may be ended. */
    private static final int REVISIONS = 2;

    /** Of what is too large, what is kept of an answer stays: it is bounded where it is kept (20 KiB with its names). */
    private static final String BOUNDED = """
            (CASE WHEN octet_length(payload::text) <= 16384 THEN payload ELSE payload - ARRAY['arguments', 'asserted', 'result', \
            'intentions', 'guards', 'remedies', 'scope', 'taskIdentifiers', 'shadow', 'chain', 'permit'] \
            || jsonb_build_object('oversized', octet_length(payload::text), '%s', jsonb_path_query_first(payload, \
            '$.guards[*] ? (@.guard == "%s" && @.passed == true).about')) \
            || CASE WHEN octet_length(((payload -> 'result') - ARRAY['identifiers', 'trusted'])::text) <= 20480 \
            THEN jsonb_build_object('result', (payload -> 'result') - ARRAY['identifiers', 'trusted']) ELSE '{}'::jsonb END \
            END)::text""".formatted(AGREED, GuardOutcome.AGREED_KIND);

    private final Trail trail;

    @Inject
    SessionLines(Trail trail) {
        this.trail = trail;
    }

    /**
     * Decisions, delegations, and calls that no decision of the session is on record for, in the order in which they happened.
     *
     * @param after where the page before ended; null for the first page
     */
    public Uni<TrailPage> steps(String session, int limit, @Nullable Cursor after) {
        var asked = new OrderedRequest<>(limit, Order.ASC, after);
        var filter = new TrailFilter().stepsOf(session).after(after, asked.order());
        return trail.entriesWith(BOUNDED, filter, asked.rows()).map(found -> TrailPage.of(found, asked));
    }

    /** Calls that ran under these decisions, allows that never left, approvals, in the order in which they happened. */
    public Uni<List<TrailEntry>> after(String session, List<String> decisions) {
        return trail.entriesWith(
                BOUNDED,
                new TrailFilter().whatBecameOf(session, decisions, MOST_OF_EACH),
                decisions.size() * MOST_OF_EACH);
    }

    /** What people agreed to within a session: whatever happened to these, and to the latest there are. */
    public Uni<List<TrailEntry>> agreements(String session, List<String> named) {
        return trail.entriesWith(
                BOUNDED,
                new TrailFilter().agreements(session, named, LATEST_AGREEMENTS),
                REVISIONS * (named.size() + LATEST_AGREEMENTS));
    }

    /** How a session began that a delegation began. */
    public Uni<Optional<TrailEntry>> beginning(String session) {
        var filter = new TrailFilter().session(session).delegation(session).topic("identity.delegations.v1");
        return trail.entriesWith(BOUNDED, filter, 1).map(found -> found.stream().findFirst());
    }

    /** Answers of whichever session that left without a record between these: some of them may have been this one's. */
    public Uni<List<TrailEntry>> gaps(Instant from, Instant until) {
        return trail.entriesWith(BOUNDED, new TrailFilter().gaps(from, until), MOST_GAPS);
    }
}
