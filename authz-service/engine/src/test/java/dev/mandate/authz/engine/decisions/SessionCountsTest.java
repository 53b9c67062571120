package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SessionCountsTest {
    private final DecisionWorld world = new DecisionWorld();
    private final Sessions sessions = Sessions.empty();
    private final DecisionPipeline pipeline;

    SessionCountsTest() {
        world.book = ShippedPolicies.with("once.cedar", """
                @id("pay-once")
                forbid (principal is Mandate::Agent, action in Mandate::Action::"money", resource)
                when { context.session.counts.money >= 1 };
                """);
        pipeline = world.pipeline(world.directory, sessions);
    }

    @Test
    void the_second_payment_of_a_session_is_denied_from_the_moment_the_first_is_allowed() {
        assertThat(pipeline.claim(pay(10)).allowed()).isTrue();
        var second = pipeline.claim(pay(10));
        assertThat(second.reason()).isEqualTo(Reason.AGENT_POLICY);
        assertThat(second.policies()).contains("pay-once");
    }

    @Test
    void a_payment_that_was_only_asked_about_or_denied_does_not_count() {
        assertThat(pipeline.decide(pay(10)).allowed()).isTrue();
        assertThat(pipeline.claim(pay(501)).allowed()).isFalse();
        assertThat(pipeline.claim(pay(10)).allowed()).isTrue();
    }

    @Test
    void a_payment_whose_allow_never_left_does_not_count() {
        pipeline.release(pipeline.claim(pay(10)));
        assertThat(pipeline.claim(pay(10)).allowed()).isTrue();
    }

    /** Someone asks small questions of the session as fast as a large one of it is decided. */
    @Test
    void a_session_that_moves_each_time_is_denied_in_the_end() {
        var moving = new DecisionPipeline(
                world.directory,
                world.delegations,
                () -> {
                    move();
                    return world.book;
                },
                sessions,
                () -> new Freshness(Map.of("identities", DecisionWorld.NOW), Duration.ofSeconds(30)),
                Duration.ofMinutes(5),
                () -> DecisionWorld.NOW);
        var verdict = moving.claim(pay(10));
        assertThat(verdict.reason()).isEqualTo(Reason.SESSION_UNKNOWN);
        assertThat(verdict.explanation()).contains("asking again changes this");
        assertThat(pipeline.claim(pay(10)).allowed()).isTrue();
    }

    private void move() {
        var session = SessionId.of(DecisionWorld.delegationId("pay"));
        var tool = world.directory.catalogue().tool("crm.read_contact").state();
        var before = sessions.allowed().of(session, DecisionWorld.NOW);
        var call = CountedCall.of("crm.read_contact", tool, Map.of());
        sessions.allowed()
                .count(
                        session,
                        DecisionWorld.NOW,
                        before,
                        DecisionId.next(),
                        call,
                        CallDigest.of(DecisionWorld.id("researcher"), "crm.read_contact", Map.of()));
    }

    @Test
    void of_many_payments_at_once_exactly_one_is_allowed() throws Exception {
        var threads = 8;
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (var round = 0; round < 200; round++) {
                var at = world.pipeline(world.directory, Sessions.empty());
                var together = new CyclicBarrier(threads);
                var answers = new ArrayList<Future<Verdict>>();
                for (var i = 0; i < threads; i++)
                    answers.add(pool.submit(() -> {
                        together.await();
                        return at.claim(pay(10));
                    }));
                var allowed = 0;
                for (var answer : answers) if (answer.get().allowed()) allowed++;
                assertThat(allowed).as("round %d", round).isEqualTo(1);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void other_sessions_are_none_of_its_business() {
        world.delegation(
                "pay-too",
                null,
                "finn",
                "researcher",
                List.of(world.delegations
                        .states()
                        .get("del_pay")
                        .state()
                        .scope()
                        .get(0)));
        assertThat(pipeline.claim(pay(10)).allowed()).isTrue();
        assertThat(pipeline.claim(question("pay-too", "payments.transfer", 10)).allowed())
                .isTrue();
    }

    @Test
    void a_sub_agents_calls_count_to_the_task_it_works_for() {
        world.book = ShippedPolicies.with("once.cedar", """
                @id("one-mail")
                forbid (principal is Mandate::Agent, action in Mandate::Action::"egress", resource)
                when { context.session.same_tool >= 1 };
                """);
        assertThat(pipeline.claim(mail("task", "researcher")).allowed()).isTrue();
        assertThat(pipeline.claim(mail("part", "mailer")).policies()).contains("one-mail");
    }

    private static Question pay(int amount) {
        return question("pay", "payments.transfer", amount);
    }

    private static Question question(String under, String tool, int amount) {
        return question("researcher", under, tool, Map.of("amount", amount, "to", "DE02", "currency", "EUR"));
    }

    private static Question mail(String under, String agent) {
        return question(agent, under, "email.send", Map.of("to", List.of("bo@acme.example")));
    }

    private static Question question(String agent, String under, String tool, Map<String, Object> arguments) {
        return DecisionCase.call(agent, under, tool, arguments);
    }
}
