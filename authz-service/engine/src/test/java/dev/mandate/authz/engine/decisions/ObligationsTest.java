package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Obligation.Kind;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObligationsTest {
    private static final String MFA = "urn:mandate:acr:mfa";
    private static final Authentication STRONG = new Authentication(MFA, Set.of("pwd", "otp"), DecisionWorld.NOW);

    private final DecisionWorld world = new DecisionWorld();

    @Test
    void a_permit_that_asks_for_an_approval_permits_nothing_yet_and_says_what_is_missing() {
        permits("approval");
        var verdict = ask("ada", "tickets.read", null, STRONG);
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(verdict.obligations()).containsExactly(new Obligation(Kind.APPROVAL, null, "asks"));
        assertThat(verdict.record(Logged.ACKNOWLEDGED).obligations()).isEqualTo(verdict.obligations());
        assertThat(verdict.person()).isEqualTo(DecisionWorld.id("ada"));
    }

    @Test
    void a_permit_that_asks_for_a_step_up_counts_once_the_token_shows_it() {
        permits("step_up:" + MFA);
        var before = ask("ada", "tickets.read", null, new Authentication("pwd", Set.of(), DecisionWorld.NOW));
        assertThat(before.reason()).isEqualTo(Reason.STEP_UP_REQUIRED);
        assertThat(before.obligations()).containsExactly(new Obligation(Kind.STEP_UP, MFA, "asks"));
        assertThat(before.proposals()).containsExactly(new Proposal(Proposal.Kind.STEP_UP, "per_ada", MFA));
        assertThat(ask("ada", "tickets.read", null, Authentication.UNKNOWN).allowed())
                .isFalse();
        var after = ask("ada", "tickets.read", null, STRONG);
        assertThat(after.allowed()).isTrue();
        assertThat(after.obligations()).isEmpty();
        assertThat(after.record(Logged.ACKNOWLEDGED).authentication()).isEqualTo(STRONG);
    }

    @Test
    void no_approval_stands_for_the_step_up_that_the_same_permit_asks_for() {
        permits("approval; step_up:" + MFA);
        var before = ask("ada", "tickets.read", null, new Authentication("pwd", Set.of(), DecisionWorld.NOW));
        assertThat(before.reason()).isEqualTo(Reason.STEP_UP_REQUIRED);
        assertThat(before.obligations())
                .containsExactly(
                        new Obligation(Kind.STEP_UP, MFA, "asks"), new Obligation(Kind.APPROVAL, null, "asks"));
        var after = ask("ada", "tickets.read", null, STRONG);
        assertThat(after.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(after.obligations()).containsExactly(new Obligation(Kind.APPROVAL, null, "asks"));
    }

    @Test
    void one_permit_that_asks_for_nothing_is_enough_and_who_is_told_of_the_other_is_told() {
        permits("approval; notification:audit");
        assertThat(ask("finn", "tickets.read", null, STRONG).reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        var verdict = ask("ada", "crm.read_contact", null, STRONG);
        assertThat(verdict.allowed()).isTrue();
        assertThat(verdict.policies()).contains("asks", "crm-for-sales");
        assertThat(verdict.obligations()).containsExactly(new Obligation(Kind.NOTIFICATION, "audit", "asks"));
        assertThat(verdict.record(Logged.ACKNOWLEDGED).obligations()).isEqualTo(verdict.obligations());
    }

    @Test
    void what_a_delegator_may_do_only_after_a_step_up_his_agent_may_not_do_before_it_either() {
        world.book = ShippedPolicies.with(
                "asks.cedar",
                "@id(\"asks\") @obligation(\"step_up:" + MFA
                        + "\") permit (principal == Mandate::Person::\"per_ada\", action, resource);");
        var money = Map.<String, Object>of("amount", 10);
        var before = ask("researcher", "payments.transfer", "task", money, Authentication.UNKNOWN);
        assertThat(before.reason()).isEqualTo(Reason.STEP_UP_REQUIRED);
        assertThat(before.guards().get(before.guards().size() - 1).about()).isEqualTo("per_ada");
        assertThat(before.proposals())
                .as("an agent has no token that could show it")
                .containsExactly(new Proposal(Proposal.Kind.CHANGE_POLICY, "per_ada", "asks"));
        assertThat(before.explanation()).contains("an agent's token never shows that");
        assertThat(ask("researcher", "payments.transfer", "task", money, STRONG).allowed())
                .isTrue();
    }

    @Test
    void a_forbid_says_what_is_to_be_done_about_it() {
        world.book = ShippedPolicies.with(
                "asks.cedar",
                "@id(\"asks\") @obligation(\"notification:audit;session_termination\") forbid (principal, action in"
                        + " Mandate::Action::\"private\", resource);");
        var verdict = ask("ada", "crm.read_contact", null, STRONG);
        assertThat(verdict.reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(verdict.obligations())
                .containsExactly(
                        new Obligation(Kind.NOTIFICATION, "audit", "asks"),
                        new Obligation(Kind.SESSION_TERMINATION, null, "asks"));
    }

    @Test
    void an_agent_at_high_risk_needs_an_approval_and_at_critical_risk_its_session_ends() {
        risk(SessionId.of(new DelegationId("del_task")), Level.HIGH);
        var to = Map.<String, Object>of("to", List.of("a@acme.example"));
        var high = ask("researcher", "email.send", "task", to, STRONG);
        assertThat(high.reason()).isEqualTo(Reason.RISK_HIGH);
        assertThat(high.obligations()).containsExactly(new Obligation(Kind.APPROVAL, null, null));
        risk(SessionId.of(new DelegationId("del_task")), Level.CRITICAL);
        var critical = ask("researcher", "crm.read_contact", "task", STRONG);
        assertThat(critical.reason()).isEqualTo(Reason.RISK_CRITICAL);
        assertThat(critical.obligations()).containsExactly(new Obligation(Kind.SESSION_TERMINATION, null, null));
    }

    @Test
    void a_person_at_high_risk_signs_in_again_after_what_he_did_and_goes_on() {
        risk(SessionId.of(DecisionWorld.id("ada")), Level.HIGH);
        var signedInBefore = new Authentication(MFA, Set.of(), DecisionWorld.NOW.minusSeconds(60));
        var before = ask("ada", "email.send", null, signedInBefore);
        assertThat(before.reason()).isEqualTo(Reason.RISK_HIGH);
        assertThat(before.obligations()).containsExactly(new Obligation(Kind.STEP_UP, MFA, null));
        assertThat(before.proposals()).containsExactly(new Proposal(Proposal.Kind.STEP_UP, "per_ada", MFA));
        assertThat(ask("ada", "email.send", null, STRONG).allowed()).isTrue();
    }

    @Test
    void an_answer_that_could_not_be_recorded_asks_for_nothing() {
        permits("notification:audit");
        assertThat(ask("ada", "tickets.read", null, STRONG).withheld().obligations())
                .isEmpty();
    }

    private void permits(String obligation) {
        world.book = ShippedPolicies.with(
                "asks.cedar",
                "@id(\"asks\") @obligation(\"" + obligation
                        + "\") permit (principal is Mandate::Person, action in Mandate::Action::\"private\", resource);");
    }

    private void risk(SessionId session, Level level) {
        world.sessions.touched().apply(session.value(), DecisionWorld.risk(session, level));
    }

    private Verdict ask(String subject, String tool, String delegation, Authentication authentication) {
        return ask(subject, tool, delegation, Map.of(), authentication);
    }

    private Verdict ask(
            String subject,
            String tool,
            String delegation,
            Map<String, Object> arguments,
            Authentication authentication) {
        var id = DecisionWorld.id(subject);
        return world.decide(new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of("call"),
                "tool",
                tool,
                arguments,
                Map.of(),
                delegation == null ? null : DecisionWorld.delegationId(delegation),
                null,
                new Question.Proof(
                        List.of(new Question.Token(id.value(), Instant.parse("2026-03-02T09:59:30Z"))),
                        null,
                        authentication,
                        null),
                "test",
                null,
                null));
    }
}
