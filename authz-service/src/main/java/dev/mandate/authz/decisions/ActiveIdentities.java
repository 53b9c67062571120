package dev.mandate.authz.decisions;

import dev.mandate.events.ids.IdentityId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The subject, each delegator above it, and the owner of each agent among them are active now. */
final class ActiveIdentities implements Guard {
    @Override
    public String name() {
        return "active_identities";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var question = matter.question();
        var subject = matter.subject();
        if (subject == null || !typeOf(subject).contains(question.subjectType())) {
            return List.of(Outcome.refused(
                    Reason.UNKNOWN_IDENTITY,
                    question.subject(),
                    "No identity of this type and id is known; a person has an id per_…, an agent agt_…."));
        }
        var outcomes = new ArrayList<Outcome>();
        for (var entry : inOrder(matter).entrySet()) {
            var outcome = Standing.of(entry.getKey(), entry.getValue(), matter);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Refused) break;
        }
        return outcomes;
    }

    private static List<String> typeOf(IdentityId subject) {
        return subject.isPerson() ? List.of("person") : List.of("agent", "workload");
    }

    /** Each identity once, true where it counts only as an owner. */
    private static Map<IdentityId, Boolean> inOrder(Matter matter) {
        var actors = matter.actors();
        var inOrder = new LinkedHashMap<IdentityId, Boolean>();
        for (var identity : matter.chain()) inOrder.put(identity, !actors.contains(identity));
        return inOrder;
    }
}
