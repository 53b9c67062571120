package dev.mandate.authz.engine.cedar;

/**
 * Why a policy was skipped. A skipped forbid protects nothing: callers should raise an alarm, whatever the decision.
 *
 * @param message for people; its wording is not the official engine's
 */
public record PolicyError(String policyId, String message) {}
