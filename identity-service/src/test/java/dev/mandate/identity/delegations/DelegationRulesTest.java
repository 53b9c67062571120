package dev.mandate.identity.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelegationRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration AT_MOST = Duration.ofHours(24);
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId CLERK = new IdentityId("agt_clerk");
    private static final IdentityId HELPER = new IdentityId("agt_helper");
    private static final DelegationId ROOT = new DelegationId("del_root");

    private static final AgreedKind KIND =
            new AgreedKind(new DecisionId("dec_asked"), List.of("held"), "main/1", List.of("to"), "console", null);

    private final Map<IdentityId, IdentityState> known = new HashMap<>(Map.of(
            ADA, state(ADA, Status.ACTIVE, null, null),
            CLERK, state(CLERK, Status.ACTIVE, ADA, null),
            HELPER, state(HELPER, Status.ACTIVE, ADA, null)));

    @Test
    void a_person_may_delegate_to_an_active_agent() {
        assertThat(root(CLERK, NOW.plusSeconds(60), person())).isEmpty();
    }

    @Test
    void another_than_its_owner_may_not_unless_he_lets_him() {
        var eve = new IdentityId("per_eve");
        known.put(eve, state(eve, Status.ACTIVE, null, null));
        assertThat(root(CLERK, NOW.plusSeconds(60), himself(eve)))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/agent"));
        var request =
                new DelegationRequest(CLERK, "t", List.of(), List.of(tool()), NOW.plusSeconds(60), null, null, null);
        var listed = new DelegatorRule(Delegators.LISTED, Set.of(eve));
        assertThat(rules().refusal(request, himself(eve), null, listed)).isEmpty();
    }

    @Test
    void an_agent_makes_no_root_not_even_with_a_persons_token() {
        var actsForAda = through(CLERK, ROOT);
        assertThat(root(HELPER, NOW.plusSeconds(60), actsForAda)).hasValueSatisfying(DelegationRulesTest::notAllowed);
        assertThat(root(HELPER, NOW.plusSeconds(60), himself(CLERK)))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void a_client_of_its_own_right_has_nothing_to_hand_on() {
        assertThat(root(CLERK, NOW.plusSeconds(60), new Requester(new Actor("admin", "admin", List.of()), null, NOW)))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void an_agent_hands_on_only_the_delegation_that_its_token_is_bound_to() {
        assertThat(child(chain(1, NOW.plusSeconds(60)), through(CLERK, ROOT))).isEmpty();
        assertThat(child(chain(1, NOW.plusSeconds(60)), through(CLERK, new DelegationId("del_other"))))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
        assertThat(child(chain(1, NOW.plusSeconds(60)), through(HELPER, ROOT)))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
        assertThat(child(chain(1, NOW.plusSeconds(60)), person())).hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void a_child_ends_no_later_than_its_parent_and_lies_no_deeper_than_four() {
        assertThat(child(chain(1, NOW.plusSeconds(10)), through(CLERK, ROOT)))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/expiresAt"));
        assertThat(child(chain(4, NOW.plusSeconds(60)), through(CLERK, ROOT)))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/parent"));
    }

    @Test
    void a_child_names_no_tool_that_its_parent_has_not_and_none_twice() {
        assertThat(child(List.of(tool(), new ToolScope("email.send", List.of()))))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/scope/1/tool"));
        assertThat(child(List.of(tool(), tool())))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/scope/1/tool"));
    }

    @Test
    void a_delegation_begins_to_end_in_the_future_and_not_too_late() {
        assertThat(root(CLERK, NOW, person()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/expiresAt"));
        assertThat(root(CLERK, NOW.plus(AT_MOST).plusSeconds(1), person()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/expiresAt"));
        assertThat(root(CLERK, NOW.plus(AT_MOST), person())).isEmpty();
    }

    @Test
    void nobody_delegates_what_is_anothers_or_to_nobody_or_through_a_parent_that_ended() {
        var others = new DelegationRequest(
                CLERK, "t", List.of(), List.of(tool()), NOW.plusSeconds(60), null, new IdentityId("per_eve"), null);
        assertThat(rules().refusal(others, person(), null, DelegatorRule.OWNER))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/delegator"));
        assertThat(root(new IdentityId("agt_nobody"), NOW.plusSeconds(60), person()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/agent"));
        known.put(CLERK, state(CLERK, Status.SUSPENDED, ADA, null));
        assertThat(child(chain(1, NOW.plusSeconds(60)), through(CLERK, ROOT)))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void who_is_disabled_delegates_nothing_to_an_agent_that_anybody_may_use() {
        var eve = new IdentityId("per_eve");
        known.put(eve, state(eve, Status.DISABLED, null, null));
        var request =
                new DelegationRequest(CLERK, "t", List.of(), List.of(tool()), NOW.plusSeconds(60), null, null, null);
        var everybody = new DelegatorRule(Delegators.EVERYBODY, Set.of());
        assertThat(rules().refusal(request, himself(eve), null, everybody))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void nothing_is_handed_on_from_what_was_revoked() {
        var revoked = chain(1, NOW.plusSeconds(60), DelegationState.Status.REVOKED);
        assertThat(child(revoked, through(CLERK, ROOT)))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/parent"));
    }

    @Test
    void a_limit_that_others_read_otherwise_is_refused_of_a_first_delegation_and_of_one_that_is_handed_on() {
        var path = new ToolScope("crm.read", List.of(new Constraint("path", Operator.STARTS_WITH, List.of("/shared"))));
        var first = new DelegationRequest(CLERK, "t", List.of(), List.of(path), NOW.plusSeconds(60), null, null, null);
        assertThat(rules().refusal(first, person(), null, DelegatorRule.OWNER)).isPresent();
        assertThat(child(List.of(path))).isPresent();
    }

    @Test
    void an_agent_that_hands_on_counts_in_its_owners_stead_where_he_lists_it() {
        var grace = new IdentityId("per_grace");
        known.put(grace, state(grace, Status.ACTIVE, null, null));
        known.put(HELPER, state(HELPER, Status.ACTIVE, grace, null));
        var request =
                new DelegationRequest(HELPER, "t", List.of(), List.of(tool()), NOW.plusSeconds(60), ROOT, null, null);
        var listed = new DelegatorRule(Delegators.LISTED, Set.of(CLERK));
        assertThat(rules().refusal(request, through(CLERK, ROOT), chain(1, NOW.plusSeconds(60)), listed))
                .isEmpty();
    }

    @Test
    void whoever_the_owner_lets_delegate_counts_with_what_is_handed_on_too() {
        var grace = new IdentityId("per_grace");
        known.put(grace, state(grace, Status.ACTIVE, null, null));
        known.put(HELPER, state(HELPER, Status.ACTIVE, grace, null));
        assertThat(child(chain(1, NOW.plusSeconds(60)), through(CLERK, ROOT)))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/agent"));
    }

    @Test
    void who_is_suspended_or_has_a_leaver_for_an_owner_gets_nothing() {
        known.put(CLERK, state(CLERK, Status.SUSPENDED, ADA, null));
        assertThat(root(CLERK, NOW.plusSeconds(60), person()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/agent"));
        var grace = new IdentityId("per_grace");
        known.put(grace, state(grace, Status.DISABLED, null, NOW));
        known.put(HELPER, state(HELPER, Status.ACTIVE, grace, null));
        assertThat(root(HELPER, NOW.plusSeconds(60), person()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/agent"));
    }

    @Test
    void a_token_from_before_the_person_came_back_is_void() {
        known.put(ADA, state(ADA, Status.ACTIVE, null, NOW.plusSeconds(1)));
        assertThat(root(CLERK, NOW.plusSeconds(60), person())).hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void only_the_delegator_an_owner_or_an_administrator_revokes() {
        var eve = new IdentityId("per_eve");
        known.put(eve, state(eve, Status.ACTIVE, null, null));
        var chain = chain(1, NOW.plusSeconds(60));
        assertThat(rules().revocation(chain, person())).isEmpty();
        assertThat(rules().revocation(chain, new Requester(new Actor("admin", "admin", List.of()), null, NOW)))
                .isEmpty();
        assertThat(rules().revocation(chain, himself(eve))).hasValueSatisfying(DelegationRulesTest::notAllowed);
        known.put(CLERK, state(CLERK, Status.ACTIVE, eve, null));
        assertThat(rules().revocation(chain, himself(eve))).as("the owner").isEmpty();
        assertThat(rules().revocation(chain, person())).as("the delegator").isEmpty();
        known.put(ADA, state(ADA, Status.ACTIVE, null, NOW.plusSeconds(1)));
        assertThat(rules().revocation(chain, person())).as("with a void token").isPresent();
    }

    @Test
    void an_agent_takes_back_what_it_handed_on_and_not_what_was_handed_to_it() {
        var root = chain(1, NOW.plusSeconds(60));
        var part = new DelegationState(
                new DelegationId("del_part"),
                1,
                false,
                SessionId.of(ROOT),
                ROOT,
                CLERK,
                HELPER,
                "t",
                List.of(),
                List.of(tool()),
                NOW,
                NOW.plusSeconds(60),
                DelegationState.Status.ACTIVE,
                null,
                2,
                null,
                null);
        var handedOn = new Chain(List.of(part, root.leaf()));
        assertThat(rules().revocation(handedOn, himself(CLERK))).isEmpty();
        assertThat(rules().revocation(root, himself(CLERK))).hasValueSatisfying(DelegationRulesTest::notAllowed);
        assertThat(rules().revocation(handedOn, himself(HELPER))).hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void who_gave_the_task_agrees_to_calls_of_one_tool_within_limits() {
        assertThat(agrees(chain(1, NOW.plusSeconds(60)), person(), held())).isEmpty();
        assertThat(agrees(chain(1, NOW.plusSeconds(60)), person(), tool()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/scope/0/constraints"));
        assertThat(agrees(chain(1, NOW.plusSeconds(60)), person(), held(), new ToolScope("crm.write", List.of())))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/scope"));
        assertThat(agrees(chain(1, NOW.plusSeconds(60)), person(), new ToolScope("email.send", held().constraints())))
                .as("what the task doesn't have")
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/scope/0/tool"));
    }

    @Test
    void nobody_else_agrees_for_him_not_even_the_agent_with_his_token() {
        var task = chain(1, NOW.plusSeconds(60));
        var eve = new IdentityId("per_eve");
        known.put(eve, state(eve, Status.ACTIVE, null, null));
        for (var other : List.of(himself(eve), through(CLERK, ROOT), himself(CLERK)))
            assertThat(agrees(task, other, held())).hasValueSatisfying(DelegationRulesTest::notAllowed);
        known.put(ADA, state(ADA, Status.ACTIVE, null, NOW.plusSeconds(1)));
        assertThat(agrees(task, person(), held())).hasValueSatisfying(DelegationRulesTest::notAllowed);
    }

    @Test
    void an_agreement_lies_within_a_task_that_counts_and_nothing_is_made_from_it() {
        assertThat(agrees(chain(1, NOW.plusSeconds(5)), person(), held()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/expiresAt"));
        assertThat(agrees(chain(1, NOW.plusSeconds(60), DelegationState.Status.REVOKED), person(), held()))
                .hasValueSatisfying(DelegationRulesTest::notAllowed);
        var agreed = chain(1, NOW.plusSeconds(60), DelegationState.Status.ACTIVE, KIND);
        assertThat(agrees(agreed, person(), held()))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/parent"));
        assertThat(child(agreed, through(CLERK, ROOT)))
                .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/parent"));
    }

    private Optional<Refusal> agrees(Chain task, Requester by, ToolScope... scope) {
        var request =
                new DelegationRequest(CLERK, "t", List.of(), List.of(scope), NOW.plusSeconds(10), ROOT, null, KIND);
        return rules().refusal(request, by, task, DelegatorRule.OWNER);
    }

    private static ToolScope held() {
        return new ToolScope("crm.read", List.of(new Constraint("contact", Operator.ONE_OF, List.of("c-1"))));
    }

    private Optional<Refusal> root(IdentityId agent, Instant end, Requester by) {
        var request = new DelegationRequest(agent, "t", List.of(), List.of(tool()), end, null, null, null);
        return rules().refusal(request, by, null, DelegatorRule.OWNER);
    }

    private Optional<Refusal> child(Chain parent, Requester by) {
        return child(parent, by, List.of(tool()));
    }

    private Optional<Refusal> child(List<ToolScope> scope) {
        return child(chain(1, NOW.plusSeconds(60)), through(CLERK, ROOT), scope);
    }

    private Optional<Refusal> child(Chain parent, Requester by, List<ToolScope> scope) {
        var request = new DelegationRequest(HELPER, "t", List.of(), scope, NOW.plusSeconds(60), ROOT, null, null);
        return rules().refusal(request, by, parent, DelegatorRule.OWNER);
    }

    private DelegationRules rules() {
        return new DelegationRules(NOW, AT_MOST, new IdentitySnapshot(known, NOW));
    }

    private static Chain chain(int depth, Instant end) {
        return chain(depth, end, DelegationState.Status.ACTIVE);
    }

    private static Chain chain(int depth, Instant end, DelegationState.Status status) {
        return chain(depth, end, status, null);
    }

    private static Chain chain(int depth, Instant end, DelegationState.Status status, @Nullable AgreedKind agreed) {
        return new Chain(List.of(new DelegationState(
                ROOT,
                1,
                false,
                SessionId.of(ROOT),
                agreed == null ? null : new DelegationId("del_task"),
                ADA,
                CLERK,
                "t",
                List.of(),
                List.of(tool()),
                NOW,
                end,
                status,
                null,
                depth,
                null,
                agreed)));
    }

    private static Requester person() {
        return himself(ADA);
    }

    private static Requester himself(IdentityId identity) {
        return new Requester(new Actor(identity.value(), "console", List.of()), null, NOW);
    }

    private static Requester through(IdentityId agent, DelegationId under) {
        return new Requester(
                new Actor(ADA.value(), agent.value(), List.of(new Acting(agent.value(), null))), under, NOW);
    }

    private static ToolScope tool() {
        return new ToolScope("crm.read", List.of());
    }

    private static IdentityState state(IdentityId id, Status status, IdentityId owner, Instant voidBefore) {
        var kind = id.isPerson() ? Kind.PERSON : Kind.AGENT;
        return IdentityState.of(id, kind, id.value())
                .status(status, null)
                .owner(owner)
                .tokensVoidBefore(voidBefore)
                .build();
    }

    private static void notAllowed(Refusal refusal) {
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_ALLOWED);
    }
}
