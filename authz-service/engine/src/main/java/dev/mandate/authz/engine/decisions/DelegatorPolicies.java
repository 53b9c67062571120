package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.ArrayList;
import java.util.List;

/** The policies let each delegator, up to the person, do it now: nobody hands on what he no longer has. */
final class DelegatorPolicies implements Guard {
    static final String NAME = "delegator_policies";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        if (evaluation.discovers()) return List.of(Outcome.PASSED);
        var outcomes = new ArrayList<Outcome>();
        for (var delegator : evaluation.actors().delegators()) {
            var outcome = PolicyVerdict.of(delegator, Reason.DELEGATOR_POLICY, evaluation);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Refused) return outcomes;
        }
        return outcomes.isEmpty() ? List.of(Outcome.PASSED) : outcomes;
    }

    @Override
    public Sifted sift(EvaluationContext evaluation) {
        var own = evaluation.own();
        if (own == null) return Sifted.alike(check(evaluation));
        return evaluation.actors().delegators().stream()
                .map(delegator -> PolicySift.of(delegator, Reason.DELEGATOR_POLICY, own, evaluation))
                .reduce(Sifted::and)
                .orElse(Sifted.alike(List.of(Outcome.PASSED)));
    }
}
