package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.util.List;

/**
 * Tells that a group had seen more than can be kept of it, so that sequences that began first may go unnoticed. Whoever makes it so
 * hides behind what he made: his session is restricted for it. Half is forgotten at a time, so that a flood tells it seldom.
 */
public final class OutgrownGroup {
    public static final Rule RULE = new Rule(
            "group-outgrown",
            "1",
            "More calls than rules can keep in view",
            "Rules keep the calls that may begin a sequence. So many of one group, or such long values, are more than a record"
                    + " can hold: the oldest are forgotten, and what they began is not found.",
            Level.MEDIUM,
            List.of(),
            List.of("A rule that counts many long values; count fewer, or in a shorter time"),
            List.of(),
            Duration.ZERO);

    private OutgrownGroup() {}

    public static FindingEvent finding(GroupValues group, RiskEvent event) {
        var shown = event.evidence();
        return Findings.finding(
                new FindingId(
                        FindingId.PREFIX + Fingerprint.of(RULE.id(), RULE.version(), group.encoded(), event.id())),
                RULE,
                event.at(),
                RULE.title() + ": by " + String.join(", ", group.fields()) + ", when "
                        + Evidences.story(List.of(shown)),
                List.of(Evidences.of(shown)),
                Evidences.about(List.of(shown)));
    }
}
