package dev.mandate.identity.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/**
 * An offer, and what whoever is asked wants to know of the agent, workload or client.
 *
 * @param purpose of a client its scopes, separated by spaces
 * @param owner who answers for it, or did last; absent if nobody ever has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OfferedAgent(
        @JsonUnwrapped Offer offer,
        String agentName,
        String purpose,
        @Nullable IdentityId owner) {}
