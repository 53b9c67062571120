package dev.mandate.authz.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.Change;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.VersionActivation;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Puts versions in force, or in the shadow, on every replica. */
@ApplicationScoped
public class PolicyActivation {
    private final VersionActivation<PolicySetRow, PolicyVersionRow, PolicyChangeRow> activation;

    PolicyActivation(PolicyStore store, PublishingRight right, Outbox outbox, InstantSource clock) {
        activation = new VersionActivation<>(
                store, PolicyChangeRow::new, new PolicyActivationRules(store, right), outbox, clock);
    }

    public Uni<Result<PolicySets.SetFacts, Refusal>> change(String set, Change change, Actor by) {
        return activation
                .change(set, change, by)
                .map(result -> result.map(
                        changed -> changed.artifact().facts(changed.versions().size())));
    }
}
