package dev.mandate.audit.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.Change;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.VersionActivation;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Puts versions in force, or in the shadow, at every risk task. */
@ApplicationScoped
class RuleActivation {
    private final VersionActivation<RuleRow, RuleVersionRow, RuleChangeRow> activation;
    private final Rules rules;

    RuleActivation(RuleStore store, Rules rules, Outbox outbox, InstantSource clock) {
        this.activation = new VersionActivation<>(
                store, RuleChangeRow::new, new RuleActivationRules(store, rules), outbox, clock);
        this.rules = rules;
    }

    /** @param rule id or name */
    Uni<Result<Rules.RuleFacts, Refusal>> change(String rule, Change change, Actor by) {
        return activation
                .change(rule, change, by)
                .map(result -> result.map(changed -> rules.facts(changed.artifact())));
    }
}
