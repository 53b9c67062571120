package dev.mandate.audit.engine.calls;

/**
 * The approval that a call rests on.
 *
 * @param id names it: the denial that asks for it and the allow that uses it up name the same
 * @param given a person said yes to just this call, and it ran; else it waits for that
 */
public record Approval(String id, boolean given) {}
