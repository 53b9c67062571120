package dev.mandate.authz.engine.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelegationsTest {
    private final Delegations delegations = Delegations.empty();
    private final DelegationId root = DelegationId.next();
    private final DelegationId sub = DelegationId.next();

    @Test
    void a_deleted_delegation_takes_no_memory_and_what_was_made_from_it_hangs_in_the_air() {
        apply(state(root, 1, false, null));
        apply(state(sub, 1, false, root));
        assertThat(delegations.chainOf(sub).broken()).isNull();

        apply(state(root, 2, true, null));
        assertThat(delegations.chainOf(sub).broken()).isEqualTo(root);
        assertThat(delegations.chainOf(sub).root()).isNull();
        assertThat(delegations.states().size()).isEqualTo(1);

        delegations.states().forget(root.value());
        delegations.states().forget(sub.value());
        assertThat(delegations.chainOf(sub).broken()).isEqualTo(sub);
        assertThat(delegations.states().size()).isZero();
    }

    private void apply(DelegationState state) {
        delegations.states().apply(state.delegation().value(), state);
    }

    private DelegationState state(DelegationId id, long revision, boolean deleted, @Nullable DelegationId parent) {
        var now = Instant.parse("2026-11-25T12:00:00Z");
        return new DelegationState(
                id,
                revision,
                deleted,
                SessionId.of(root),
                parent,
                IdentityId.nextPerson(),
                new IdentityId("agt_clerk"),
                "",
                List.of(),
                List.of(),
                now,
                now.plusSeconds(600),
                Status.ACTIVE,
                null,
                parent == null ? 1 : 2,
                null,
                null);
    }
}
