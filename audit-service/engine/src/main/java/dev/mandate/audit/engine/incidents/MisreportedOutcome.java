package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells that somebody told of a call that wasn't his to tell of. It was refused, so that it restricts nobody. */
public final class MisreportedOutcome {
    private static final int LONGEST = 1024;
    private static final Rule OF_ANOTHERS = rule(
            "outcome-misreported",
            "Somebody told what became of another's call",
            "Only whoever asked for a decision tells what became of its call, or the gateway that made it. Another caller told of it,"
                    + " and knows its id: he may want a session to look harmless, or restricted. Nothing came of what he told.",
            "An agent's program signs in as another client, or acts for another, between asking and telling");
    private static final Rule OF_DRY_RUN = rule(
            "dry-run-reported",
            "Somebody told what became of a dry run",
            "By a dry run nothing may be done: nobody meant to, so it counted nowhere. Who asked it told of a call all the same: it ran"
                    + " without a decision, or nothing ran. Nothing came of what he told.",
            "A program under development asks by dry runs and tells of calls as if they were decided");

    private MisreportedOutcome() {}

    private static Rule rule(String id, String title, String description, String harmless) {
        return new Rule(
                id,
                "1",
                title,
                description,
                Level.MEDIUM,
                List.of(),
                List.of(harmless),
                List.of("session"),
                Duration.ZERO);
    }

    /** The same for each time that he told of it. */
    public static FindingEvent finding(Misreported told, @Nullable IdentityId person) {
        var ofDryRun = Boolean.TRUE.equals(told.dryRun());
        var rule = ofDryRun ? OF_DRY_RUN : OF_ANOTHERS;
        var session = told.session();
        var by = Text.shown(told.by().toString(), LONGEST);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("decision", told.decision().value());
        if (session != null) data.put("session", session.value());
        data.put("by", by);
        data.put("said", told.said().name().toLowerCase(Locale.ROOT));
        data.put(Evidences.STANDING, "misreported");
        return Findings.finding(
                new FindingId(FindingId.PREFIX
                        + Fingerprint.of(
                                rule.id(),
                                rule.version(),
                                told.decision().value(),
                                told.by().toString())),
                rule,
                told.at(),
                rule.title() + ": " + by + " told of " + told.decision(),
                List.of(new FindingEvent.Evidence(told.decision().value(), data)),
                new FindingEvent.Unmapped(
                        session == null ? null : session.value(),
                        null,
                        List.of(told.by().acting()),
                        person == null ? null : person.value(),
                        (ofDryRun
                                        ? "Ask who runs the caller whether the call ran, and have him ask for a decision before each"
                                        : "Ask who runs the caller how he came by the decision's id; stop his client if nobody can say")
                                + ". Harmless where: " + rule.falsePositives().get(0)));
    }
}
