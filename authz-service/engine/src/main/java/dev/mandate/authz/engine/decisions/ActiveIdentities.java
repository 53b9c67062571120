package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.ids.IdentityId;
import java.util.ArrayList;
import java.util.List;

/** The subject, each delegator above it, the owner of each agent among them and the agents that made those are active now. */
final class ActiveIdentities implements Guard {
    @Override
    public String name() {
        return "active_identities";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var question = evaluation.question();
        var subject = evaluation.subject();
        if (subject == null || !typeOf(subject).contains(question.subjectType())) {
            return List.of(Outcome.refused(
                    Reason.UNKNOWN_IDENTITY,
                    question.subject(),
                    "No identity of this type and id is known; a person is of the type person, with an id per_…, an agent"
                            + " of the type agent, with one agt_…."));
        }
        var outcomes = new ArrayList<Outcome>();
        var acting = evaluation.actors().acting();
        for (var identity : evaluation.actors().chain()) {
            var outcome = IdentityCheck.of(identity, !acting.contains(identity), evaluation);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Refused) break;
        }
        return outcomes;
    }

    private static List<String> typeOf(IdentityId subject) {
        return subject.isPerson() ? List.of("person") : List.of("agent", "workload");
    }
}
