package dev.mandate.identity.workloads;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A workload as it is now; absent is what it doesn't have.
 *
 * @param id its identity id, and the id of its client
 * @param confirmed policies go by its purpose, kind and environment; until then they are the word of who registered it
 * @param statusReason why it is suspended; absent while it isn't
 * @param owner who answers for it, or did last
 * @param validFrom first instant at which it may act
 * @param validUntil first instant at which it no longer may
 * @param tokensVoidBefore tokens that it got before are void
 * @param stream has under {@code key} its state, as here in this {@code revision}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadView(
        String id,
        String name,
        @Nullable String purpose,
        WorkloadFacts.Kind kind,
        @Nullable String environment,
        boolean confirmed,
        WorkloadFacts.Status status,
        @Nullable String statusReason,
        @Nullable IdentityId owner,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Instant tokensVoidBefore,
        String stream,
        String key,
        long revision) {
    static WorkloadView of(IdentityState state) {
        var facts = Objects.requireNonNull(state.workload(), "a workload has these");
        var validity = state.validity();
        var id = state.identity().value();
        return new WorkloadView(
                id,
                state.displayName(),
                state.purpose(),
                facts.kind(),
                facts.environment(),
                facts.confirmed(),
                facts.status(),
                state.statusReason(),
                state.owner(),
                validity == null ? null : validity.from(),
                validity == null ? null : validity.until(),
                state.tokensVoidBefore(),
                IdentityState.FAMILY.topic().name(),
                id,
                state.revision());
    }
}
