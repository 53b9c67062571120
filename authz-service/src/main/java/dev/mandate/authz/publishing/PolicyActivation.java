package dev.mandate.authz.publishing;

import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.publishing.ArtifactChange;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.RequestedChange;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts versions in force, once two people want it, or in the shadow, on every replica. */
@ApplicationScoped
public class PolicyActivation {
    private final FarReachingPolicies policies;
    private final SecondPerson second;

    PolicyActivation(FarReachingPolicies policies, SecondPerson second) {
        this.policies = policies;
        this.second = second;
    }

    public Uni<Result<Outcome<PolicySets.SetFacts>, Refusal>> change(String set, ArtifactChange change, Caller caller) {
        return second.ask(policies, new RequestedChange(set, change), caller)
                .map(result -> result.map(outcome -> outcome.map(
                        changed -> changed.artifact().facts(changed.versions().size()))));
    }
}
