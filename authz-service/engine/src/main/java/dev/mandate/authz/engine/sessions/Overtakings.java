package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.DecisionEvent.Decided;

/**
 * Is told of each own allow that overtook those of other replicas. Called on the thread that reads; must not block. One that waits for its place
 * doesn't stand unless its place is taken here ({@link RecordPlaces#take}) and said to stand.
 */
public interface Overtakings {
    void overtook(Decided allow, Overtaken overtaken);

    /**
     * The same of an own allow to use a model, if it waits for its place.
     *
     * @param before all that was used before it
     */
    default void overtook(Decided allow, ModelUses before) {}
}
