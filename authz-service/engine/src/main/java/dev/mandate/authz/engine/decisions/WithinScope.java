package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.events.identity.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A tool call lies inside what the delegation and each of its parents name. Models and surfaces are no part of a scope. */
final class WithinScope implements Guard {
    @Override
    public String name() {
        return "within_scope";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var question = matter.question();
        var outcomes = new ArrayList<Outcome>();
        if (!question.action().isCall()) return List.of(Outcome.PASSED);
        for (var link : matter.links()) {
            var id = link.delegation().value();
            var scope = ScopeCheck.of(link, question.resourceId(), question.argumentsOrNone());
            if (scope instanceof ScopeCheck.NotNamed) {
                outcomes.add(Outcome.refused(
                        Reason.OUTSIDE_SCOPE,
                        id,
                        "Delegation " + id + " doesn't name the tool " + question.resourceId()
                                + "; a delegation that names it changes this."));
                return outcomes;
            }
            if (scope instanceof ScopeCheck.Broken broken) {
                outcomes.add(Outcome.refused(Reason.LIMIT_EXCEEDED, id, explain(id, broken.limit())));
                return outcomes;
            }
            outcomes.add(Outcome.passed(id));
        }
        return outcomes.isEmpty() ? List.of(Outcome.PASSED) : outcomes;
    }

    private static String explain(String delegation, Constraint limit) {
        return "Delegation " + delegation + " limits the argument " + limit.argument() + " to "
                + limit.operator().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                + String.join(", ", limit.values()) + "; an argument within that changes this.";
    }
}
