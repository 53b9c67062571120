package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.DecisionEvent.Decided;

/** Is told of each own allow that overtook those of other replicas. Called on the thread that reads; must not block. */
public interface Overtakings {
    void overtook(Decided allow, Overtaken overtaken);
}
