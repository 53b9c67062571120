package dev.mandate.identity.delegations;

import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes or revokes a delegation, by his token.
 *
 * @param subject the person, or the agent that acts without a delegation
 * @param actor the agent that acts for the subject; null where he acts himself
 * @param under the delegation that the actor's token is bound to
 * @param tokenIssuedAt whole seconds
 */
record Maker(
        IdentityId subject,
        @Nullable IdentityId actor,
        @Nullable DelegationId under,
        Instant tokenIssuedAt) {
    /** Whose right is handed on. */
    IdentityId self() {
        return actor == null ? subject : actor;
    }
}
