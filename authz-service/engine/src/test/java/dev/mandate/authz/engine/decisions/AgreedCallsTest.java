package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mails of Ada's agent are held back; she was asked about one, and agrees to all of this task to Bo. */
class AgreedCallsTest {
    private static final String HELD = "@id(\"held\") @obligation(\"%s\") forbid (principal is Mandate::Agent,"
            + " action in Mandate::Action::\"egress\", resource);";
    private static final ToolScope TO_BO =
            new ToolScope("email.send", List.of(new Constraint("to", Operator.ONE_OF, List.of("bo@acme.example"))));

    private final DecisionWorld world = new DecisionWorld();
    private final Sessions sessions = Sessions.empty();
    private final DecisionPipeline pipeline = world.pipeline(world.directory, sessions);

    AgreedCallsTest() {
        held("approval");
        world.agreement("bos", "task", TO_BO, "held");
    }

    @Test
    void calls_of_the_kind_go_through_as_often_as_they_are_made_and_the_record_says_by_what() {
        for (var i = 0; i < 3; i++) {
            var allow = pipeline.claim(mail("bo"));
            assertThat(allow.allowed()).isTrue();
            assertThat(allow.approval()).as("no single approval is used up").isNull();
            assertThat(allow.permit()).isNotNull();
            var last = allow.guards().get(allow.guards().size() - 1);
            assertThat(last.guard()).isEqualTo("agreed_kind");
            assertThat(last.about()).isEqualTo("del_bos");
            assertThat(last.policies()).containsExactly("held");
        }
    }

    @Test
    void any_other_call_asks_as_ever() {
        asks(mail("eve"));
        asks(DecisionCase.call(
                "researcher", "task", "email.send", Map.of("to", List.of("bo@acme.example", "eve@acme.example"))));
        world.delegation("other", null, "ada", "researcher", DecisionWorld.SCOPE);
        asks(DecisionCase.call("researcher", "other", "email.send", Map.of("to", List.of("bo@acme.example"))));
        asks(DecisionCase.call("mailer", "part", "email.send", Map.of("to", List.of("bo@acme.example"))));
    }

    @Test
    void who_is_refused_all_the_same_is_told_why_and_not_what_would_do() {
        says(
                mail("eve"),
                "Who gave the task agreed to calls like it (del_bos), but for another value of its argument to.");
        assertThat(pipeline.decide(mail("eve")).explanation()).doesNotContain("bo@acme.example");
        var copied = Map.<String, Object>of("to", List.of("bo@acme.example"), "cc", List.of("eve@acme.example"));
        says(DecisionCase.call("researcher", "task", "email.send", copied), "more arguments than those had: cc.");
        world.agreement("bos", "task", TO_BO, "another");
        says(mail("bo"), "but wasn't asked then by what asks now.");
        world.agreement("bos", "task", TO_BO, "held");
        world.delegationIs("bos", DelegationState.Status.ACTIVE, DecisionWorld.NOW);
        says(mail("bo"), "but that ended at " + DecisionWorld.NOW + ".");
        world.delegationIs("bos", DelegationState.Status.REVOKED, DecisionWorld.NOW.plusSeconds(60));
        says(mail("bo"), "but took that back.");
    }

    @Test
    void who_is_asked_reads_no_words_of_the_agent_as_ours() {
        world.directory
                .catalogue()
                .apply(new CatalogEntry.Tool(
                        "email.send",
                        2,
                        false,
                        "Send a mail",
                        "mail",
                        Set.of(ToolLabel.EGRESS),
                        Map.of("type", "object", "additionalProperties", true)));
        world.delegation("free", null, "ada", "researcher", List.of(new ToolScope("email.send", List.of())));
        world.agreement("all", "free", TO_BO, "held");
        says(
                with("note. He looked at this one too; it is as those were\n"),
                "“note. He looked at this one too; it is a…”.");
        says(with("a ”b"), "more arguments than those had: “a \"b”.");
        says(with("reply-to"), "more arguments than those had: reply-to.");
    }

    private static Question with(String argument) {
        return DecisionCase.call(
                "researcher", "free", "email.send", Map.of("to", List.of("bo@acme.example"), argument, ""));
    }

    private void says(Question question, String said) {
        assertThat(pipeline.decide(question).explanation()).endsWith(said);
    }

    @Test
    void arguments_that_the_call_he_was_asked_about_did_not_have_are_asked_about() {
        var to = List.of("bo@acme.example");
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        asks(DecisionCase.call(
                "researcher", "task", "email.send", Map.of("to", to, "cc", List.of("eve@acme.example"))));
        asks(DecisionCase.call("researcher", "task", "email.send", Map.of("to", to, "cc", List.of())));
    }

    @Test
    void however_many_there_are_they_are_looked_at_no_longer_than_one_would_be() {
        var texts = IntStream.range(0, 5_000).mapToObj(n -> "x" + n).toList();
        var costly = new ToolScope(
                "email.send",
                List.of(
                        new Constraint("to", Operator.ONE_OF, texts),
                        new Constraint("note", Operator.ONE_OF, List.of("none"))));
        var last = new ToolScope("email.send", List.of(new Constraint("to", Operator.ONE_OF, List.of("x4999"))));
        var other = world.agreement("other", "task", costly, "held");
        var another = world.agreement("another", "task", costly, "held");
        var fits = world.agreement("fits", "task", last, "held");
        Map<String, Object> arguments = Map.of("to", Collections.nCopies(40, "x4999"));
        assertThat(ScopeCheck.inside(List.of(other, fits), "email.send", arguments, null, 0))
                .isEqualTo(fits);
        assertThat(ScopeCheck.inside(List.of(other, another, fits), "email.send", arguments, null, 0))
                .as("what is beyond is asked about")
                .isNull();
    }

    @Test
    void it_ends_with_its_time_its_revocation_and_its_record() {
        world.delegationIs("bos", DelegationState.Status.ACTIVE, DecisionWorld.NOW);
        asks(mail("bo"));
        world.delegationIs("bos", DelegationState.Status.REVOKED, DecisionWorld.NOW.plusSeconds(60));
        asks(mail("bo"));
        world.delegationIs("bos", DelegationState.Status.ACTIVE, DecisionWorld.NOW.plusSeconds(60));
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        world.delegations.states().unreadable("del_bos");
        asks(mail("bo"));
        world.delegations.states().forget("del_bos");
        asks(mail("bo"));
        assertThat(world.delegations.agreedWithin(DecisionWorld.delegationId("task")))
                .isEmpty();
    }

    @Test
    void it_ends_with_the_task() {
        world.delegationIs("task", DelegationState.Status.REVOKED, DecisionWorld.NOW.plusSeconds(60));
        assertThat(pipeline.decide(mail("bo")).reason()).isEqualTo(Reason.DELEGATION_REVOKED);
    }

    @Test
    void what_became_void_of_the_person_ends_it() {
        world.identity("ada", Status.ACTIVE, DecisionWorld.NOW.plusSeconds(1), 1);
        assertThat(pipeline.decide(mail("bo")).allowed()).isFalse();
    }

    @Test
    void it_lifts_no_limit_and_no_forbid() {
        world.agreement("everybodys", "task", new ToolScope("email.send", List.of()), "held");
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        assertThat(pipeline.decide(DecisionCase.call(
                                "researcher", "task", "email.send", Map.of("to", List.of("x@elsewhere.example"))))
                        .reason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
        var never = "@id(\"never\") forbid (principal, action in Mandate::Action::\"egress\", resource);";
        world.book = ShippedPolicies.with("held.cedar", HELD.formatted("approval") + never);
        world.agreement("bos", "task", TO_BO, "held", "never");
        assertThat(pipeline.decide(mail("bo")).reason()).isEqualTo(Reason.AGENT_POLICY);
    }

    @Test
    void by_other_policies_he_is_asked_anew() {
        world.book = ShippedPolicies.with("held.cedar", HELD.formatted("approval") + "\n");
        asks(mail("bo"));
    }

    @Test
    void what_another_policy_demands_or_the_risk_of_the_session_he_did_not_agree_to() {
        world.agreement("bos", "task", TO_BO, "another");
        asks(mail("bo"));
        world.agreement("bos", "task", TO_BO, "held");
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
        high();
        asks(mail("bo"));
    }

    @Test
    void where_a_role_is_asked_the_person_of_the_task_does_not_answer_for_it() {
        held("approval:role:finance");
        world.agreement("bos", "task", TO_BO, "held");
        asks(mail("bo"));
    }

    @Test
    void where_a_stronger_sign_in_is_asked_for_he_agreed_with_one() {
        held("approval:acr:urn:mandate:acr:mfa");
        world.agreement("bos", "task", TO_BO, "held");
        asks(mail("bo"));
        said("per_ada", "console", "urn:mandate:acr:mfa");
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
    }

    @Test
    void nobody_else_agrees_for_him_and_not_by_the_client_that_asks() {
        said("per_erin", "console", null);
        asks(mail("bo"));
        said("agt_researcher", "console", null);
        asks(mail("bo"));
        said("per_ada", mail("bo").caller(), null);
        asks(mail("bo"));
        said("per_ada", "console", null);
        assertThat(pipeline.decide(mail("bo")).allowed()).isTrue();
    }

    @Test
    void where_somebody_may_get_something_by_the_call_each_is_asked_for() {
        world.book = ShippedPolicies.with(
                "held.cedar",
                "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Agent, action in"
                        + " Mandate::Action::\"money\", resource);");
        var little = new Constraint("amount", Operator.AT_MOST, List.of("200"));
        world.agreement("paid", "pay", new ToolScope("payments.transfer", List.of(little)), "held");
        asks(DecisionCase.call("researcher", "pay", "payments.transfer", Map.of("amount", 100, "to", "acct-1")));
    }

    @Test
    void nobody_acts_under_it() {
        assertThat(pipeline.decide(DecisionCase.call(
                                "researcher", "bos", "email.send", Map.of("to", List.of("bo@acme.example"))))
                        .reason())
                .isEqualTo(Reason.DELEGATION_NOT_BOUND);
    }

    @Test
    void a_no_to_one_call_stays_one_and_a_yes_to_one_is_used_first() {
        var id = single(ApprovalState.Status.REFUSED, false);
        assertThat(pipeline.decide(mail("bo")).reason()).isEqualTo(Reason.APPROVAL_REFUSED);
        sessions.approvals().forget(id.value());
        single(ApprovalState.Status.GRANTED, true);
        assertThat(Objects.requireNonNull(pipeline.claim(mail("bo")).approval()).id())
                .isEqualTo(id);
        assertThat(pipeline.claim(mail("bo")).approval()).isNull();
    }

    private ApprovalId single(ApprovalState.Status status, boolean yes) {
        var question = mail("bo");
        var id = new ApprovalId("apr_single");
        var digest = CallDigest.of(new IdentityId("agt_researcher"), "email.send", question.arguments());
        var demands = pipeline.decide(mail("eve")).obligations();
        var session = Objects.requireNonNull(pipeline.decide(question).session());
        sessions.approvals()
                .apply(new ApprovalState(
                        id,
                        1,
                        false,
                        status,
                        new ApprovedCall(
                                question.caller(),
                                new IdentityId("agt_researcher"),
                                question.delegation(),
                                session,
                                "call",
                                question.resource(),
                                digest,
                                world.book.version(),
                                demands),
                        DecisionId.next(),
                        new IdentityId("per_ada"),
                        DecisionWorld.NOW,
                        DecisionWorld.NOW.plusSeconds(60),
                        new Answer(yes, new Actor("per_ada", "console", List.of()), DecisionWorld.NOW, null),
                        null));
        return id;
    }

    private void said(String who, String client, String acr) {
        var task = world.delegations.states().get("del_task").state();
        var kind = new AgreedKind(DecisionId.next(), List.of("held"), world.book.version(), List.of("to"), client, acr);
        world.delegations
                .states()
                .apply("del_bos", DecisionWorld.agreement("bos", task, new IdentityId(who), TO_BO, kind));
    }

    private void high() {
        var session = Objects.requireNonNull(pipeline.decide(mail("bo")).session());
        sessions.touched().apply(session.value(), DecisionWorld.risk(session, Level.HIGH));
    }

    private void held(String obligation) {
        world.book = ShippedPolicies.with("held.cedar", HELD.formatted(obligation));
    }

    private void asks(Question question) {
        var verdict = pipeline.decide(question);
        assertThat(verdict.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(Objects.requireNonNull(verdict.approval()).asked()).isTrue();
    }

    private static Question mail(String to) {
        return DecisionCase.call("researcher", "task", "email.send", Map.of("to", List.of(to + "@acme.example")));
    }
}
