package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.decisions.answers.Verdict;

/** Is told what there is to count and to time. It is on the way of every answer. */
public interface DecisionMeter {
    DecisionMeter NONE = new DecisionMeter() {};

    /** One decision was made, whatever it is, within so many nanoseconds. */
    default void decided(long nanos) {}

    /** The record of an allow was acknowledged, or failed, after so many nanoseconds. */
    default void acknowledged(long nanos) {}

    /** As it was given to whoever asked. */
    default void answered(Verdict verdict) {}

    /** Allows of other replicas would have prevented an own one, had it known of them. */
    default void raced() {}
}
