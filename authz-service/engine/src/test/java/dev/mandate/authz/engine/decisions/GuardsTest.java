package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.approvals.Approvals;
import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each guard refuses alone, where all the others would let it pass; mutation tests found these to be held by nothing else. */
class GuardsTest {
    private static final String CALL = "crm.read_contact";
    private static final Question.Proof NOTHING_SHOWN = Question.Proof.NONE;

    private final DecisionWorld world = new DecisionWorld();

    @Test
    void an_allow_names_every_guard_in_its_order_with_what_it_looked_at() {
        var verdict = world.decide(asked("agent", "agt_mailer", "part", null, NOTHING_SHOWN));
        assertThat(verdict.allowed()).isTrue();
        assertThat(verdict.guards().stream().map(GuardsTest::words))
                .containsExactly(
                        "known_resource tool/crm.read_contact",
                        "active_identities agt_mailer",
                        "active_identities per_ada",
                        "active_identities agt_researcher",
                        "valid_tokens null",
                        "valid_delegation del_part",
                        "valid_delegation del_task",
                        "within_scope del_part",
                        "within_scope del_task",
                        "valid_arguments null",
                        "known_session null",
                        "subject_policies agt_mailer",
                        "delegator_policies agt_researcher",
                        "delegator_policies per_ada",
                        "risk_level null",
                        "fresh_risk null",
                        "fresh_projections null");
    }

    @Test
    void a_person_who_acts_for_himself_passes_the_same_guards() {
        var verdict = world.decide(asked("person", "per_ada", null, null, NOTHING_SHOWN));
        assertThat(verdict.guards().stream().map(GuardOutcome::guard))
                .containsExactly(
                        "known_resource",
                        "active_identities",
                        "valid_tokens",
                        "valid_delegation",
                        "within_scope",
                        "valid_arguments",
                        "known_session",
                        "subject_policies",
                        "delegator_policies",
                        "risk_level",
                        "fresh_risk",
                        "fresh_projections");
    }

    @Test
    void somebody_who_is_called_what_he_is_not_is_unknown() {
        refuses(Reason.UNKNOWN_IDENTITY, asked("person", "agt_researcher", "task", null, NOTHING_SHOWN));
        refuses(Reason.UNKNOWN_IDENTITY, asked("agent", "per_ada", null, null, NOTHING_SHOWN));
    }

    @ParameterizedTest
    @CsvSource({"agent, agt_researcher", "person, per_ada"})
    void whom_an_administrator_stopped_an_administrator_resumes(String type, String id) {
        world.identity(
                id.substring(4), Status.SUSPENDED, IdentityState.STOPPED + "it reads what it shouldn't", null, 1);
        var question = asked(type, id, type.equals("agent") ? "task" : null, null, NOTHING_SHOWN);
        assertThat(refuses(Reason.IDENTITY_INACTIVE, question))
                .contains("it reads what it shouldn't", "an administrator, changes this");
        assertThat(world.decide(question).proposals())
                .as("nobody else who answers for it changes this")
                .containsExactly(new Proposal(Proposal.Kind.RESUME_IDENTITY, id, null));
    }

    @Test
    void a_token_that_proves_nothing_is_none_though_nobody_needed_one() {
        var problem = new Question.Proof(List.of(), "its signature is wrong", NOTHING_SHOWN.authentication(), null);
        assertThat(refuses(Reason.TOKEN_INVALID, asked("person", "per_ada", null, null, problem)))
                .contains("its signature is wrong");
    }

    @Test
    void a_token_of_somebody_who_cannot_be_read_is_not_judged() {
        world.directory.identities().unreadable("per_finn");
        refuses(
                Reason.UNREADABLE_STATE,
                asked(
                        "person",
                        "per_ada",
                        null,
                        null,
                        Question.Proof.of(List.of(new Question.Token("per_finn", DecisionWorld.NOW)))));
    }

    @Test
    void a_delegation_is_no_use_to_whom_another_person_handed_something_on() {
        assertThat(world.decide(asked("agent", "agt_researcher", "task", "per_ada", NOTHING_SHOWN))
                        .allowed())
                .isTrue();
        assertThat(refuses(
                        Reason.DELEGATION_NOT_BOUND,
                        asked("agent", "agt_researcher", "task", "per_finn", NOTHING_SHOWN)))
                .contains("doesn't come from per_finn");
    }

    @Test
    void a_delegation_that_no_person_began_hands_on_nothing() {
        world.delegation("rootless", null, "mailer", "researcher", DecisionWorld.SCOPE);
        assertThat(refuses(
                        Reason.DELEGATION_NOT_BOUND, asked("agent", "agt_researcher", "rootless", null, NOTHING_SHOWN)))
                .contains("doesn't come from a person");
    }

    @Test
    void what_a_session_was_allowed_before_must_be_known() {
        var unread = Sessions.of(new SessionLedger(1), Approvals.none());
        var question = asked("agent", "agt_researcher", "task", null, NOTHING_SHOWN);
        var verdict = world.pipeline(world.directory, unread).decide(question);
        assertThat(verdict.reason()).isEqualTo(Reason.SESSION_UNKNOWN);
        assertThat(verdict.explanation()).contains("still being read", "a new delegation, or asking again later");
    }

    @Test
    void a_session_whose_state_cannot_be_read_has_no_level() {
        world.sessions.touched().unreadable("del_task");
        refuses(Reason.UNREADABLE_STATE, asked("agent", "agt_researcher", "task", null, NOTHING_SHOWN));
        assertThat(world.decide(asked("agent", "agt_researcher", null, null, NOTHING_SHOWN))
                        .reason())
                .as("without that task")
                .isEqualTo(Reason.AGENT_POLICY);
    }

    @Test
    void what_an_agent_does_to_an_applications_resource_waits_for_the_risk_job_and_what_a_person_does_does_not() {
        world.book = ShippedPolicies.withExample(world.directory.catalogue().all(Application.class));
        world.delegation(
                "invoices", null, "ada", "researcher", List.of(new ToolScope("invoicing/invoice:approve", List.of())));
        assertThat(world.decide(approval("agent", "agt_researcher", "invoices")).allowed())
                .isTrue();
        world.riskCompleteUntil = DecisionWorld.NOW.minusSeconds(31);
        refuses(Reason.STALE_RISK, approval("agent", "agt_researcher", "invoices"));
        assertThat(world.decide(approval("person", "per_ada", null)).allowed()).isTrue();
    }

    @Test
    void a_call_that_is_held_names_itself_by_subject_tool_and_arguments() {
        world.book = ShippedPolicies.with(
                "held.cedar",
                "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Agent, action, resource);");
        var verdict = world.decide(asked("agent", "agt_researcher", "task", null, NOTHING_SHOWN));
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(verdict.approval().call())
                .isEqualTo(CallDigest.of(DecisionWorld.id("researcher"), CALL, Map.of("contact", "c-1")));
    }

    @Test
    void what_is_held_of_an_applications_resource_names_itself_by_what_the_application_says_of_it() {
        world.book = ShippedPolicies.with(
                "held.cedar",
                "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Agent, action, resource);"
                        + " permit (principal, action, resource is Invoicing::Invoice);",
                world.directory.catalogue().all(Application.class));
        world.delegation(
                "invoices", null, "ada", "researcher", List.of(new ToolScope("invoicing/invoice:approve", List.of())));
        var small = world.decide(approval("agent", "agt_researcher", "invoices", 120));
        assertThat(small.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        var again = world.decide(approval("agent", "agt_researcher", "invoices", 120));
        assertThat(again.approval().call()).isEqualTo(small.approval().call());
        var larger = world.decide(approval("agent", "agt_researcher", "invoices", 121));
        assertThat(larger.approval().call()).isNotEqualTo(small.approval().call());
    }

    private String refuses(Reason reason, Question question) {
        var verdict = world.decide(question);
        assertThat(verdict.reason()).as(verdict.explanation()).isEqualTo(reason);
        var last = verdict.guards().get(verdict.guards().size() - 1);
        assertThat(last.passed()).as("the guard that refused is named").isFalse();
        return verdict.explanation();
    }

    private static String words(GuardOutcome outcome) {
        return outcome.guard() + " " + outcome.about();
    }

    private static Question asked(String type, String subject, String under, String delegator, Question.Proof proof) {
        return new Question(
                type,
                subject,
                Question.Action.of("call"),
                "tool",
                CALL,
                Map.of("contact", "c-1"),
                Map.of(),
                under == null ? null : DecisionWorld.delegationId(under),
                delegator,
                proof,
                "test",
                null,
                null);
    }

    private static Question approval(String type, String subject, String under) {
        return approval(type, subject, under, 120);
    }

    private static Question approval(String type, String subject, String under, int amount) {
        return new Question(
                type,
                subject,
                Question.Action.of("approve"),
                "invoice",
                "inv-4711",
                null,
                Map.of("resource", Map.of("amount", amount, "department", "Sales", "status", "open")),
                under == null ? null : DecisionWorld.delegationId(under),
                null,
                NOTHING_SHOWN,
                new Question.Asker("admin", true, null, Set.of()),
                null,
                null);
    }
}
