package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.attestation.Attestations.Missed;
import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells that calls were allowed of which nobody said in time what became of them. Keeping an outcome back would otherwise be the way
 * to read what strangers wrote without it being known: the session is doubtful until somebody does.
 */
public final class MissedOutcome {
    private static final int SHOWN = 8;
    private static final String ID = "outcome-missed";

    /** Of a call that may have read private data, or what strangers wrote. */
    private static final Rule READING = rule(Level.HIGH);

    private static final Rule OTHER = rule(Level.MEDIUM);

    private MissedOutcome() {}

    /** @param reads one of the calls may have read what matters for where the session sends */
    public static Rule rule(boolean reads) {
        return reads ? READING : OTHER;
    }

    /** @param missed of one session */
    public static FindingEvent finding(List<Missed> missed, Rule rule, @Nullable IdentityId person, Instant now) {
        var first = missed.get(0);
        return Findings.finding(
                new FindingId(FindingId.PREFIX
                        + Fingerprint.of(
                                ID,
                                rule.version(),
                                first.session().value(),
                                first.decision().value())),
                rule,
                now,
                rule.title() + ": " + first.agent() + " was allowed " + first.tool()
                        + (missed.size() == 1 ? "" : " and " + (missed.size() - 1) + " more"),
                missed.stream().limit(SHOWN).map(MissedOutcome::evidence).toList(),
                new FindingEvent.Unmapped(
                        first.session().value(),
                        null,
                        missed.stream()
                                .map(Missed::agent)
                                .distinct()
                                .limit(SHOWN)
                                .toList(),
                        person == null ? null : person.value(),
                        "Ask who runs the agent what became of the call, and have him tell it (a call that takes longer than that asks for"
                                + " mandate.risk.reported-within of audit-service); if nobody can say, revoke the session's delegation. Harmless"
                                + " where: " + rule.falsePositives().get(0)));
    }

    private static FindingEvent.Evidence evidence(Missed missed) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tool", missed.tool());
        data.put("agent", missed.agent());
        data.put("session", missed.session().value());
        data.put("decision", missed.decision().value());
        data.put(Evidences.STANDING, "missed");
        return new FindingEvent.Evidence(Text.name(missed.tool(), Bounds.TOOL), data);
    }

    private static Rule rule(Level level) {
        return new Rule(
                ID,
                "1",
                "A call was allowed and nobody told what became of it",
                "An agent's platform owes a report of each call that it was allowed, a stopped one too. None came while there was"
                        + " time, so that nobody knows what the session has read or done.",
                level,
                List.of(),
                List.of(
                        "Somebody asked for a decision only to know the answer, for which there are dry runs, or the platform was down"),
                List.of("session"),
                Duration.ZERO);
    }
}
