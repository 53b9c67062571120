package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyReplayTest {
    private final DecisionWorld world = new DecisionWorld();
    private final PolicyReplay replay = new PolicyReplay(world.directory, world.delegations, new StateTable<>());

    @Test
    void what_has_not_changed_is_decided_as_it_was() {
        for (var tool : List.of("crm.read_contact", "email.send", "payments.transfer")) {
            var past = past("finn", null, tool);
            assertThat(replay.ask(past, world.book, DecisionWorld.NOW).allowed())
                    .as(tool)
                    .isEqualTo(past.allowed());
        }
    }

    @Test
    void a_delegation_that_has_ended_since_does_not_hide_what_other_policies_would_change() {
        var past = past("researcher", "task", "crm.read_contact");
        assertThat(past.allowed()).isTrue();
        world.delegationIs("task", DelegationState.Status.ACTIVE, DecisionWorld.NOW);
        assertThat(replay.ask(past, world.book, DecisionWorld.NOW).allowed()).isTrue();
        var strict = ShippedPolicies.with(
                "strict.cedar",
                "@id(\"no-crm\") forbid (principal is Mandate::Person, action in Mandate::Action::\"private\", resource);");
        var candidate = replay.ask(past, strict, DecisionWorld.NOW);
        assertThat(candidate.allowed()).isFalse();
        assertThat(candidate.reason()).isEqualTo("delegator_policy");
        assertThat(candidate.policies()).containsExactly("no-crm");
    }

    @Test
    void who_has_left_since_is_no_longer_allowed_by_any_policies() {
        var past = past("ada", null, "crm.read_contact");
        world.employment("ada", Employment.ENDED, 1);
        assertThat(replay.ask(past, world.book, DecisionWorld.NOW).reason()).isEqualTo("identity_inactive");
    }

    @Test
    void what_the_session_was_allowed_before_counts_in_a_replay_too() {
        var once = ShippedPolicies.with("once.cedar", """
                @id("pay-once")
                forbid (principal is Mandate::Agent, action in Mandate::Action::"money", resource)
                when { context.session.counts.money >= 1 };
                """);
        var first = past("researcher", "pay", "payments.transfer");
        var second = past("researcher", "pay", "payments.transfer");
        assertThat(replay.ask(first, once, DecisionWorld.NOW).allowed()).isTrue();
        replay.told(first);
        assertThat(replay.ask(second, once, DecisionWorld.NOW).policies()).contains("pay-once");
        assertThat(replay.ask(second, world.book, DecisionWorld.NOW).allowed()).isTrue();
    }

    @Test
    void only_answers_that_policies_gave_are_asked_again() {
        assertThat(PolicyReplay.decidedByPolicies(past("ada", null, "crm.read_contact")))
                .isTrue();
        assertThat(PolicyReplay.decidedByPolicies(past("finn", null, "crm.read_contact")))
                .isTrue();
        assertThat(PolicyReplay.decidedByPolicies(past("ada", null, "no.such_tool")))
                .isFalse();
    }

    private Decided past(String subject, String under, String tool) {
        Map<String, Object> arguments = tool.equals("payments.transfer") ? Map.of("amount", 10) : Map.of();
        return world.decide(DecisionCase.call(subject, under, tool, arguments)).record(Logged.BUFFERED);
    }
}
