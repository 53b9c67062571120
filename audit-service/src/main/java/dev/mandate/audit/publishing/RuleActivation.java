package dev.mandate.audit.publishing;

import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.publishing.ArtifactChange;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.RequestedChange;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts versions in force, once two people want it, or in the shadow, at every risk task. */
@ApplicationScoped
class RuleActivation {
    private final FarReachingRules far;
    private final Rules rules;
    private final SecondPerson second;

    RuleActivation(FarReachingRules far, Rules rules, SecondPerson second) {
        this.far = far;
        this.rules = rules;
        this.second = second;
    }

    /** @param rule id or name */
    Uni<Result<Outcome<Rules.RuleFacts>, Refusal>> change(String rule, ArtifactChange change, Caller caller) {
        return second.ask(far, new RequestedChange(rule, change), caller)
                .map(result -> result.map(outcome -> outcome.map(changed -> rules.facts(changed.artifact()))));
    }
}
