package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What must be done along with enforcing an answer.
 *
 * @param type {@code step-up}, {@code notification}, {@code session_termination} or {@code custom}
 * @param properties by the type
 * @see <a href="https://openid.github.io/authzen/">AuthZEN Obligations Profile</a>
 */
public record Obligation(String id, String type, JsonNode properties) {}
