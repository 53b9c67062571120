package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A call that can't be taken back waits until what was found about its session is known up to a moment ago. */
final class FreshRisk implements Guard {
    private static final Set<ToolLabel> WAITING =
            EnumSet.of(ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    @Override
    public String name() {
        return "fresh_risk";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var risk = evaluation.freshness().risk();
        if (risk == null || !concerns(evaluation)) return List.of(Outcome.PASSED);
        var stale = risk.stale(evaluation.now());
        if (stale.isEmpty()) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(
                Reason.STALE_RISK,
                String.join(",", stale),
                "What the risk job found within the last " + risk.bound().toSeconds()
                        + " s is not known, and the call is of a kind that waits for it; it changes once the risk job is"
                        + " heard of again."));
    }

    static boolean concerns(EvaluationContext evaluation) {
        // What it does to an application's resource isn't known here, so it is as if it couldn't be taken back.
        if (evaluation.own() != null)
            return evaluation.subject() != null && !evaluation.subject().isPerson();
        if (!evaluation.question().action().isCall()) return false;
        var tool = evaluation.tool().state();
        return tool != null && tool.labels().stream().anyMatch(WAITING::contains);
    }
}
