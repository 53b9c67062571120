package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.Level;
import dev.mandate.audit.sigma.Quarantine;
import dev.mandate.audit.sigma.Rule;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells that a rule threw while it judged an event. All other rules judged it; this one is left alone for a while. */
final class FailedRule {
    static final Rule RULE = new Rule(
            "rule-failed",
            "1",
            "A risk rule that failed and is in quarantine",
            "A rule threw while it judged an action. The stream goes on without it until the end of the quarantine.",
            Level.HIGH,
            List.of(),
            List.of(),
            List.of(),
            Duration.ZERO);

    private static final Logger LOG = Logger.getLogger(FailedRule.class);

    private FailedRule() {}

    static FindingEvent finding(Rule rule, RiskEvent event, Throwable failure, Quarantine.Term term) {
        LOG.errorf(failure, "rule %s could not judge %s", rule.id(), event.id());
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
