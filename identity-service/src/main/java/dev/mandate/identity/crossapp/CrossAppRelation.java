package dev.mandate.identity.crossapp;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One client, and one place elsewhere where it may act for people.
 *
 * @param client its id: of an application, or of an agent ({@code agt_…}), which acts within tasks
 * @param clientName as people call it
 * @param permission where, and as what
 */
public record CrossAppRelation(
        String client, String clientName, @JsonUnwrapped CrossAppPermission permission) {}
