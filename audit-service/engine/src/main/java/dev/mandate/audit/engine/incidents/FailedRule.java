package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.Quarantine;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells that a rule threw while it judged an event. All other rules judged it; this one is left alone for a while. */
public final class FailedRule {
    public static final Rule RULE = new Rule(
            "rule-failed",
            "1",
            "A risk rule that failed and is in quarantine",
            "A rule threw while it judged an action. The stream goes on without it until the end of the quarantine.",
            Level.HIGH,
            List.of(),
            List.of(),
            List.of(),
            Duration.ZERO);

    private static final System.Logger LOG = System.getLogger(FailedRule.class.getName());

    private FailedRule() {}

    public static FindingEvent finding(Rule rule, RiskEvent event, Throwable failure, Quarantine.Term term) {
        LOG.log(System.Logger.Level.ERROR, "rule " + rule.id() + " could not judge " + event.id(), failure);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rule", Text.name(rule.id(), Bounds.RULE));
        data.put("version", rule.version());
        data.put("source", event.text(RiskFields.SOURCE));
        data.put("id", event.text(RiskFields.ID));
        data.put("failure", Text.shown(failure.toString(), Bounds.FINDING_TEXT));
        data.put("times", term.times());
        data.put("until", term.until().toString());
        return Findings.finding(
                new FindingId(FindingId.PREFIX + Fingerprint.of(RULE.id(), rule.id(), rule.version(), event.id())),
                RULE,
                event.at(),
                RULE.title() + ": " + rule.title() + ", until " + term.until(),
                List.of(new FindingEvent.Evidence(Text.name(rule.id(), Bounds.RULE), data)),
                new FindingEvent.Unmapped(
                        null,
                        null,
                        List.of(),
                        null,
                        "Roll the rule back or retire it, and look at the action in the trail by hand."));
    }
}
