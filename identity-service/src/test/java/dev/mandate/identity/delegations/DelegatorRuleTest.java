package dev.mandate.identity.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentitySnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DelegatorRuleTest {
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId EVE = new IdentityId("per_eve");
    private static final IdentityId CLERK = new IdentityId("agt_clerk");
    private static final IdentityId HELPER = new IdentityId("agt_helper");
    private static final IdentityId STRANGE = new IdentityId("agt_strange");
    private static final IdentitySnapshot SNAPSHOT = new IdentitySnapshot(
            Map.of(
                    CLERK, agent(CLERK, ADA),
                    HELPER, agent(HELPER, ADA),
                    STRANGE, agent(STRANGE, EVE)),
            Instant.EPOCH);

    @Test
    void without_a_word_the_owner_alone_delegates_and_his_other_agents_hand_on() {
        assertThat(allows(DelegatorRule.OWNER, ADA, null)).isTrue();
        assertThat(allows(DelegatorRule.OWNER, EVE, null)).isFalse();
        assertThat(allows(DelegatorRule.OWNER, EVE, HELPER)).isTrue();
        assertThat(allows(DelegatorRule.OWNER, EVE, STRANGE)).isFalse();
        assertThat(allows(DelegatorRule.OWNER, ADA, STRANGE)).isTrue();
    }

    @Test
    void whoever_is_listed_delegates_beside_the_owner_himself_or_through_the_agent_that_is_listed() {
        var listed = new DelegatorRule(Delegators.LISTED, Set.of(EVE));
        assertThat(allows(listed, EVE, null)).isTrue();
        assertThat(allows(listed, EVE, STRANGE)).isTrue();
        assertThat(allows(listed, new IdentityId("per_mallory"), null)).isFalse();
        assertThat(allows(new DelegatorRule(Delegators.LISTED, Set.of(STRANGE)), EVE, STRANGE))
                .isTrue();
        assertThat(allows(new DelegatorRule(Delegators.LISTED, Set.of(STRANGE)), EVE, null))
                .isFalse();
    }

    @Test
    void everybody_is_everybody() {
        assertThat(allows(new DelegatorRule(Delegators.EVERYBODY, Set.of()), EVE, null))
                .isTrue();
    }

    private static boolean allows(DelegatorRule rule, IdentityId person, IdentityId handing) {
        return rule.allows(agent(CLERK, ADA), person, Optional.ofNullable(handing), SNAPSHOT);
    }

    private static IdentityState agent(IdentityId id, IdentityId owner) {
        return IdentityState.agent(id, owner, id.value()).build();
    }
}
