package dev.mandate.audit.risk;

/** What became of one record of {@code agent.actions.v1}. */
sealed interface Taken {
    record Concerning(GroupEvent event) implements Taken {}

    /** @param value the original bytes; null if the record had none */
    record Refused(byte @org.jspecify.annotations.Nullable [] value) implements Taken {}
}
