package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/**
 * An employment ended, also where the person is back in another.
 *
 * @param managerEmployeeId to whom he reports as HR says, and who is therefore asked to answer for his agents; null for nobody
 */
public record Departure(IdentityId person, @Nullable String managerEmployeeId) {}
