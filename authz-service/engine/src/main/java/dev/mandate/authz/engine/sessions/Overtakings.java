package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.DecisionEvent.Decided;

/** Is told of each own allow that overtook those of other replicas. Called on the thread that reads; must not block. */
public interface Overtakings {
    void overtook(Decided allow, Overtaken overtaken);

    /** Whether an own allow to use a model would have been one, had it known of all that was used before it; false in doubt. */
    default boolean isWithinBudget(Decided allow, ModelUses before) {
        return false;
    }
}
