package dev.mandate.authz.engine.cedar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PolicySetTest {

    private static final EntityUid ALICE = new EntityUid("User", "alice");
    private static final EntityUid SALES = new EntityUid("Team", "sales");
    private static final EntityUid READ = new EntityUid("Action", "read");
    private static final EntityUid CALL = new EntityUid("Action", "call");
    private static final EntityUid CRM = new EntityUid("Tool", "crm");
    private static final Request REQUEST = new Request(ALICE, READ, CRM, RecordValue.EMPTY);
    private static final Entities KNOWN = Entities.of(Map.of(
            ALICE, new EntityRecord(ALICE, Map.of(), Map.of(), Set.of(SALES)),
            READ, new EntityRecord(READ, Map.of(), Map.of(), Set.of(CALL))));

    @Test
    void denies_by_default() {
        var answer = PolicySet.compile(List.of()).decide(REQUEST, KNOWN);

        assertThat(answer).isEqualTo(new Answer(false, List.of(), List.of()));
    }

    @Test
    void one_forbid_outweighs_all_permits_and_alone_is_the_reason() {
        var set = PolicySet.compile(List.of(permit("p1"), forbid("f"), permit("p2")));

        assertThat(set.decide(REQUEST, KNOWN)).isEqualTo(new Answer(false, List.of("f"), List.of()));
    }

    @Test
    void a_forbid_in_error_forbids_nothing_and_is_reported() {
        var set = PolicySet.compile(List.of(policy("f", Effect.FORBID, failing()), permit("p")));

        assertThat(set.decide(REQUEST, KNOWN))
                .isEqualTo(new Answer(true, List.of("p"), List.of(new PolicyError("f", "boom"))));
    }

    @Test
    void errors_are_complete_even_where_a_forbid_already_settles_the_decision() {
        var set = PolicySet.compile(List.of(forbid("f"), policy("broken", Effect.PERMIT, failing())));

        assertThat(set.decide(REQUEST, KNOWN).errors())
                .extracting(PolicyError::policyId)
                .containsExactly("broken");
    }

    @Test
    void reasons_come_in_the_order_of_the_set_whatever_scope_they_are_filed_under() {
        var set = PolicySet.compile(List.of(
                scoped("z", EntityScope.ANY, ActionScope.ANY),
                scoped("a", EntityScope.in(SALES), ActionScope.in(List.of(CALL))),
                scoped("m", EntityScope.exactly(ALICE), ActionScope.exactly(READ)),
                scoped("b", EntityScope.is("User"), ActionScope.ANY)));

        assertThat(set.decide(REQUEST, KNOWN).determining()).containsExactly("z", "a", "m", "b");
    }

    @Test
    void a_scope_without_in_does_not_reach_into_a_group() {
        var set = PolicySet.compile(List.of(
                scoped("team", EntityScope.exactly(SALES), ActionScope.ANY),
                scoped("group", EntityScope.ANY, ActionScope.exactly(CALL)),
                scoped("type", EntityScope.isIn("Agent", SALES), ActionScope.ANY)));

        assertThat(set.decide(REQUEST, KNOWN).determining()).isEmpty();
    }

    @Test
    void a_policy_that_names_two_groups_of_an_action_is_evaluated_once() {
        var evaluations = new AtomicInteger();
        var policy = new Policy(
                "p",
                Effect.PERMIT,
                Map.of(),
                EntityScope.ANY,
                ActionScope.in(List.of(READ, CALL)),
                EntityScope.ANY,
                List.of(in -> evaluations.incrementAndGet() > 0));

        assertThat(PolicySet.compile(List.of(policy)).decide(REQUEST, KNOWN).determining())
                .containsExactly("p");
        assertThat(evaluations).hasValue(1);
    }

    @Test
    void an_unknown_entity_is_in_itself_and_nothing_else() {
        var set = PolicySet.compile(List.of(
                scoped("self", EntityScope.in(ALICE), ActionScope.in(List.of(READ))),
                scoped("team", EntityScope.in(SALES), ActionScope.ANY)));

        assertThat(set.decide(REQUEST, uid -> null).determining()).containsExactly("self");
    }

    @Test
    void an_action_in_no_group_at_all_matches_nothing() {
        var set = PolicySet.compile(List.of(scoped("p", EntityScope.ANY, ActionScope.in(List.of()))));

        assertThat(set.decide(REQUEST, KNOWN).allowed()).isFalse();
    }

    @Test
    void only_policies_whose_scope_fits_are_evaluated_however_many_there_are() {
        var evaluations = new AtomicInteger();
        var policies = new ArrayList<Policy>();
        for (var i = 0; i < 10_000; i++) {
            var principal = EntityScope.in(new EntityUid("Team", i == 7 ? "sales" : "team" + i));
            policies.add(new Policy(
                    "p" + i,
                    Effect.PERMIT,
                    Map.of(),
                    principal,
                    ActionScope.in(List.of(CALL)),
                    EntityScope.ANY,
                    List.of(in -> evaluations.incrementAndGet() > 0)));
        }

        assertThat(PolicySet.compile(policies).decide(REQUEST, KNOWN).determining())
                .containsExactly("p7");
        assertThat(evaluations).hasValue(1);
    }

    @Test
    void a_failing_projection_fails_the_decision_rather_than_a_policy() {
        var set = PolicySet.compile(List.of(permit("p")));
        Entities broken = uid -> {
            throw new IllegalStateException("not caught up");
        };

        assertThatThrownBy(() -> set.decide(REQUEST, broken)).hasMessage("not caught up");
    }

    @Test
    void refuses_two_policies_of_one_id() {
        assertThatThrownBy(() -> PolicySet.compile(List.of(permit("p"), forbid("p"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p");
    }

    private static Policy permit(String id) {
        return policy(id, Effect.PERMIT, in -> true);
    }

    private static Policy forbid(String id) {
        return policy(id, Effect.FORBID, in -> true);
    }

    private static Policy policy(String id, Effect effect, PolicyCondition condition) {
        return new Policy(id, effect, Map.of(), EntityScope.ANY, ActionScope.ANY, EntityScope.ANY, List.of(condition));
    }

    private static Policy scoped(String id, EntityScope principal, ActionScope action) {
        return new Policy(id, Effect.PERMIT, Map.of(), principal, action, EntityScope.is("Tool"), List.of());
    }

    private static PolicyCondition failing() {
        return in -> {
            throw new EvaluationException("boom");
        };
    }
}
