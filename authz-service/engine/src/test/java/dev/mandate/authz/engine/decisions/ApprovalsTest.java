package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.approvals.Approvals;
import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.NeededApproval.Before;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mail of Ada's agent is held back until she lets just that one be sent. */
class ApprovalsTest {
    private static final Instant NOW = DecisionWorld.NOW;
    private static final String HELD = "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Agent,"
            + " action in Mandate::Action::\"egress\", resource);";

    private final DecisionWorld world = new DecisionWorld();
    private Instant heardOfPeople = NOW;
    private final Sessions sessions = sessions();
    private final DecisionPipeline pipeline = world.pipeline(world.directory, sessions);

    ApprovalsTest() {
        world.book = ShippedPolicies.with("held.cedar", HELD);
    }

    @Test
    void a_held_call_asks_for_its_approval_and_tells_what_the_session_did_before() {
        pipeline.claim(DecisionCase.call("researcher", "task", "crm.read_contact", Map.of("contact", "c-1")));
        var verdict = pipeline.claim(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(verdict.obligations()).containsExactly(new Obligation(Obligation.Kind.APPROVAL, null, "held"));
        var approval = Objects.requireNonNull(verdict.approval());
        assertThat(approval.id()).isEqualTo(ApprovalId.of(verdict.id()));
        assertThat(approval.asked()).isTrue();
        assertThat(approval.before()).isEqualTo(new Before(1, List.of("private")));
        assertThat(verdict.proposals()).contains(new Proposal(Proposal.Kind.APPROVE, "per_ada", null));
        assertThat(verdict.guards().get(verdict.guards().size() - 1).policies()).containsExactly("held");
    }

    @Test
    void who_has_been_asked_is_not_asked_again() {
        var first = apply(pipeline.claim(mail("bo")), ApprovalState.Status.ASKED, null);
        var again = pipeline.claim(mail("bo"));
        assertThat(again.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(again.approval().id()).isEqualTo(first);
        assertThat(again.approval().asked()).isFalse();
    }

    @Test
    void once_somebody_said_yes_the_call_goes_through_once() {
        var id = granted(mail("bo"));
        var allow = pipeline.claim(mail("bo"));
        assertThat(allow.allowed()).isTrue();
        assertThat(allow.approval().id()).isEqualTo(id);
        assertThat(allow.permit()).isNotNull();
        assertThat(allow.guards()).allMatch(guard -> guard.passed());
        var second = pipeline.claim(mail("bo"));
        assertThat(second.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(second.approval().asked()).isTrue();
        assertThat(second.approval().id()).isNotEqualTo(id);
    }

    @Test
    void whoever_asks_again_is_told_that_the_yes_was_used_up() {
        var asked = pipeline.claim(mail("bo"));
        var id = apply(asked, ApprovalState.Status.GRANTED, answer(true, NOW));
        assertThat(pipeline.claim(mail("bo")).allowed()).isTrue();
        apply(asked, ApprovalState.Status.USED, answer(true, NOW));
        assertThat(pipeline.claim(mail("bo")).explanation())
                .endsWith("A yes to just this call was used up (" + id + ").");
        assertThat(pipeline.claim(mail("eve")).explanation()).doesNotContain("used up");
        sessions.approvals().forget(id.value());
        assertThat(pipeline.claim(mail("bo")).explanation()).doesNotContain("used up");
    }

    @Test
    void what_is_only_previewed_uses_nothing_up() {
        granted(mail("bo"));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        assertThat(pipeline.claim(mail("bo")).allowed()).isTrue();
    }

    @Test
    void a_dry_run_is_answered_by_a_yes_and_does_not_use_it_up() {
        var id = granted(mail("bo"));
        var would = pipeline.claim(mail("bo").asDryRun());
        assertThat(would.allowed()).isTrue();
        assertThat(would.approval().id()).isEqualTo(id);
        assertThat(pipeline.claim(mail("bo")).allowed()).isTrue();
    }

    @Test
    void a_call_that_differs_needs_another_approval() {
        granted(mail("bo"));
        asksAnew(mail("eve"));
        asksAnew(DecisionCase.call("mailer", "part", "email.send", Map.of("to", List.of("bo@acme.example"))));
        world.delegation("other", null, "ada", "researcher", DecisionWorld.SCOPE);
        asksAnew(DecisionCase.call("researcher", "other", "email.send", Map.of("to", List.of("bo@acme.example"))));
        world.book = ShippedPolicies.with("held.cedar", HELD + "\n");
        asksAnew(mail("bo"));
    }

    @Test
    void what_another_policy_demands_meanwhile_nobody_has_approved() {
        granted(mail("bo"));
        high();
        var verdict = pipeline.claim(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(verdict.obligations())
                .containsExactly(
                        new Obligation(Obligation.Kind.APPROVAL, null, "held"),
                        new Obligation(Obligation.Kind.APPROVAL, null, null));
        assertThat(verdict.approval().asked()).isTrue();
        granted(mail("bo"));
        assertThat(pipeline.claim(mail("bo")).allowed()).isTrue();
    }

    @Test
    void what_is_found_about_the_session_after_a_yes_nobody_has_seen() {
        high("exfiltration");
        granted(mail("bo"));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        high("exfiltration", "credential-harvesting");
        var verdict = pipeline.decide(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(verdict.approval().asked()).isTrue();
        granted(mail("bo"));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
    }

    @Test
    void where_more_was_found_than_a_demand_can_name_no_yes_helps_and_nobody_is_asked_for_one() {
        var named = IntStream.range(0, SessionRisk.MAX_RULES)
                .mapToObj(rule -> "rule-" + rule)
                .toArray(String[]::new);
        high(Arrays.copyOf(named, named.length - 1));
        granted(mail("bo"));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        high(named);
        var verdict = pipeline.claim(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.RISK_HIGH);
        assertThat(verdict.approval()).isNull();
        assertThat(verdict.obligations()).isEmpty();
        assertThat(verdict.proposals()).containsExactly(new Proposal(Proposal.Kind.NEW_DELEGATION, null, null));
    }

    @Test
    void what_counts_no_more_voids_no_yes() {
        high("exfiltration", "credential-harvesting");
        granted(mail("bo"));
        high("exfiltration");
        assertThat(pipeline.claim(mail("bo")).allowed()).isTrue();
    }

    @Test
    void after_a_no_nobody_is_asked_for_the_same_call() {
        apply(pipeline.claim(mail("bo")), ApprovalState.Status.REFUSED, answer(false, NOW));
        var verdict = pipeline.claim(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REFUSED);
        assertThat(verdict.approval().asked()).isFalse();
        assertThat(verdict.obligations()).isEmpty();
    }

    @Test
    void a_no_stays_one_though_there_are_more_reasons_to_ask_and_the_last_word_counts() {
        var asked = pipeline.claim(mail("bo"));
        high();
        var more = pipeline.claim(mail("bo"));
        assertThat(more.approval().id()).isNotEqualTo(asked.approval().id());
        apply(asked, ApprovalState.Status.REFUSED, answer(false, NOW));
        assertThat(pipeline.claim(mail("bo")).reason()).isEqualTo(Reason.APPROVAL_REFUSED);
        apply(more, ApprovalState.Status.GRANTED, answer(true, NOW));
        assertThat(pipeline.decide(mail("bo")).reason())
                .as("at the same instant")
                .isEqualTo(Reason.APPROVAL_REFUSED);
        apply(more, ApprovalState.Status.GRANTED, answer(true, NOW.plusMillis(1)));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        apply(asked, ApprovalState.Status.REFUSED, answer(false, NOW.plusMillis(2)));
        assertThat(pipeline.decide(mail("bo")).reason()).isEqualTo(Reason.APPROVAL_REFUSED);
    }

    @Test
    void no_answer_is_no_and_a_yes_ends() {
        var asked = pipeline.claim(mail("bo"));
        apply(asked, ApprovalState.Status.GRANTED, answer(true, NOW), NOW);
        asksAnew(mail("bo"));
    }

    @Test
    void a_yes_of_somebody_who_left_or_was_stopped_since_then_counts_no_more() {
        var erin = new Actor("per_erin", "console", List.of());
        apply(pipeline.claim(mail("bo")), ApprovalState.Status.GRANTED, new Answer(true, erin, NOW, null));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        world.identity("erin", Status.ACTIVE, NOW.plusSeconds(1), 1);
        asksAnew(mail("bo"));
        world.identity("erin", Status.DISABLED, null, 1);
        asksAnew(mail("bo"));
        world.identity("erin", Status.ACTIVE, null, 1);
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        world.employment("erin", Employment.ENDED, 1);
        asksAnew(mail("bo"));
    }

    @Test
    void a_yes_of_somebody_who_left_and_came_back_since_then_counts_no_more() {
        var erin = new Actor("per_erin", "console", List.of());
        var before = new Answer(true, erin, NOW.minusSeconds(60), null);
        apply(pipeline.claim(mail("bo")), ApprovalState.Status.GRANTED, before);
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        world.employment("erin", Employment.ACTIVE, 2);
        world.identity("erin", Status.ACTIVE, null, 2);
        asksAnew(mail("bo"));
    }

    @Test
    void an_agent_that_was_stopped_since_then_has_nothing_of_it() {
        granted(mail("bo"));
        world.identity("researcher", Status.ACTIVE, NOW.plusSeconds(1), 1);
        assertThat(pipeline.claim(mail("bo")).allowed()).isFalse();
    }

    @Test
    void a_yes_by_the_agent_itself_or_by_a_client_counts_for_nothing() {
        var asked = pipeline.claim(mail("bo"));
        var agent = new Actor("agt_researcher", "console", List.of());
        apply(asked, ApprovalState.Status.GRANTED, new Answer(true, agent, NOW, null));
        asksAnew(mail("bo"));
    }

    @Test
    void a_yes_lifts_no_limit_no_forbid_and_no_staleness() {
        granted(mail("bo"));
        world.riskCompleteUntil = NOW.minusSeconds(31);
        assertThat(pipeline.claim(mail("bo")).reason()).isEqualTo(Reason.STALE_RISK);
        world.riskCompleteUntil = NOW;
        world.book = ShippedPolicies.with(
                "held.cedar",
                HELD + " @id(\"never\") forbid (principal, action in Mandate::Action::\"egress\", resource);");
        var verdict = pipeline.claim(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.AGENT_POLICY);
        assertThat(verdict.approval()).isNull();
        assertThat(pipeline.claim(DecisionCase.call(
                                "researcher", "task", "email.send", Map.of("to", List.of("x@elsewhere.example"))))
                        .reason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void nobody_is_asked_for_what_no_policy_permits() {
        world.book = ShippedPolicies.with(
                "held.cedar",
                "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Person, action in"
                        + " Mandate::Action::\"private\", resource);");
        var verdict = pipeline.claim(DecisionCase.call("finn", null, "crm.read_contact", Map.of("contact", "c-1")));
        assertThat(verdict.reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(verdict.approval()).isNull();
        assertThat(verdict.obligations()).isEmpty();
    }

    @Test
    void while_nothing_new_is_heard_of_what_people_say_no_yes_counts() {
        granted(mail("bo"));
        heardOfPeople = NOW.minusSeconds(31);
        var verdict = pipeline.claim(mail("bo"));
        assertThat(verdict.reason()).isEqualTo(Reason.STALE_PROJECTION);
        assertThat(verdict.explanation()).contains("lifecycle.approvals.v1");
    }

    @Test
    void an_approval_that_cannot_be_read_lets_nothing_be_made() {
        var id = granted(mail("bo"));
        sessions.approvals().forget(id.value());
        asksAnew(mail("bo"));
    }

    private void asksAnew(Question question) {
        var verdict = pipeline.decide(question);
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(verdict.approval().asked()).isTrue();
    }

    private ApprovalId granted(Question question) {
        return apply(pipeline.claim(question), ApprovalState.Status.GRANTED, answer(true, NOW));
    }

    private ApprovalId apply(Verdict asked, ApprovalState.Status status, Answer answer) {
        return apply(asked, status, answer, NOW.plusSeconds(60));
    }

    /** As lifecycle-service tells it. */
    private ApprovalId apply(Verdict asked, ApprovalState.Status status, Answer answer, Instant until) {
        var approval = Objects.requireNonNull(asked.approval());
        var question = asked.question();
        sessions.approvals()
                .apply(new ApprovalState(
                        approval.id(),
                        1,
                        false,
                        status,
                        new ApprovedCall(
                                question.caller(),
                                asked.identity(),
                                question.delegation(),
                                asked.session(),
                                question.action().name(),
                                question.resource(),
                                approval.call(),
                                asked.policyVersion(),
                                asked.obligations()),
                        asked.id(),
                        asked.person(),
                        NOW,
                        until,
                        answer,
                        null));
        return approval.id();
    }

    private static Answer answer(boolean yes, Instant at) {
        return new Answer(yes, new Actor("per_ada", "console", List.of()), at, null);
    }

    private static Question mail(String to) {
        return DecisionCase.call("researcher", "task", "email.send", Map.of("to", List.of(to + "@acme.example")));
    }

    private void high(String... rules) {
        var session = Objects.requireNonNull(pipeline.decide(mail("bo")).session());
        sessions.touched().apply(session.value(), DecisionWorld.risk(session, Level.HIGH, rules));
    }

    private Sessions sessions() {
        return Sessions.of(SessionLedger.fresh(), new Approvals(() -> heardOfPeople));
    }
}
