package dev.mandate.authz.client;

/**
 * One thing that would change a denial, into an allow or into the next obstacle.
 *
 * @param kind such as {@code new_delegation} or {@code grant_role}
 * @param about the identity, delegation, resource or stream; empty where it is about the call
 * @param value the role, tool, argument or policy; empty where the kind says it all
 */
public record Remedy(String kind, String about, String value) {}
