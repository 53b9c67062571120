package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentitySnapshotTest {
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId EVE = new IdentityId("per_eve");
    private static final IdentityId PLANNER = new IdentityId("agt_planner");
    private static final IdentityId HELPER = new IdentityId("agt_helper");

    @Test
    void who_made_an_agent_stands_above_it_and_is_not_among_those_that_were_asked_after() {
        var snapshot = snapshot(Set.of(HELPER), Status.ACTIVE);
        assertThat(snapshot.known()).containsOnlyKeys(HELPER, ADA);
        assertThat(snapshot.above()).containsOnlyKeys(PLANNER, EVE);
        assertThat(snapshot.mayAct(HELPER)).isTrue();
        assertThat(snapshot(Set.of(HELPER), Status.SUSPENDED).mayAct(HELPER)).isFalse();
    }

    @Test
    void whoever_is_asked_after_himself_is_known_though_he_stands_above_another() {
        var snapshot = snapshot(Set.of(HELPER, PLANNER), Status.ACTIVE);
        assertThat(snapshot.known()).containsOnlyKeys(HELPER, ADA, PLANNER, EVE);
        assertThat(snapshot.above()).isEmpty();
    }

    private static IdentitySnapshot snapshot(Set<IdentityId> asked, Status planner) {
        var all = List.of(
                state(ADA, Status.ACTIVE, null, null),
                state(EVE, Status.ACTIVE, null, null),
                state(PLANNER, planner, EVE, null),
                state(HELPER, Status.ACTIVE, ADA, PLANNER));
        return IdentitySnapshot.of(asked, all, Instant.EPOCH);
    }

    private static IdentityState state(
            IdentityId id, Status status, @Nullable IdentityId owner, @Nullable IdentityId parent) {
        var kind = id.isPerson() ? Kind.PERSON : Kind.AGENT;
        var made = parent == null ? null : new AgentFacts(false, null, parent);
        return IdentityState.of(id, kind, id.value())
                .status(status, null)
                .owner(owner)
                .agent(made)
                .build();
    }
}
