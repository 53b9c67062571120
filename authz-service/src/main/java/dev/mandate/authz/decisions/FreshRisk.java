package dev.mandate.authz.decisions;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Calls that could do harm are not answered from an old picture of their session. */
final class FreshRisk implements Guard {
    private static final Set<ToolLabel> GUARDED =
            EnumSet.of(ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    @Override
    public String name() {
        return "fresh_risk";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var tool = matter.tool().state();
        if (tool == null || tool.labels().stream().noneMatch(GUARDED::contains)) return List.of(Outcome.PASSED);
        var risk = matter.risk();
        if (!risk.stale(
                risk.completeUntil().getOrDefault(TopicCatalogue.RISK_SESSIONS.name(), matter.now()), matter.now()))
            return List.of(Outcome.PASSED);
        return List.of(
                Outcome.refused(
                        Reason.STALE_RISK,
                        TopicCatalogue.RISK_SESSIONS.name(),
                        "Nothing newer than " + risk.bound().toSeconds()
                                + " s is known of what sessions have touched; it changes once audit-service is heard of again."));
    }
}
