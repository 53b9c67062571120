package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;

/** The policies let the subject itself do it, whoever asked it to. */
final class SubjectPolicies implements Guard {
    @Override
    public String name() {
        return "subject_policies";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        if (evaluation.discovers()) return List.of(Outcome.PASSED);
        var subject = evaluation.subject();
        if (subject == null) return List.of(Outcome.refused(Reason.UNKNOWN_IDENTITY, null, "There is no subject."));
        var reason = subject.isPerson() ? Reason.PERSON_POLICY : Reason.AGENT_POLICY;
        return List.of(PolicyVerdict.of(subject, reason, evaluation));
    }

    @Override
    public Sifted sift(EvaluationContext evaluation) {
        var subject = evaluation.subject();
        var own = evaluation.own();
        if (subject == null || own == null) return Sifted.alike(check(evaluation));
        return PolicySift.of(subject, subject.isPerson() ? Reason.PERSON_POLICY : Reason.AGENT_POLICY, own, evaluation);
    }
}
