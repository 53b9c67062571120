package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.recording.BufferedActions;
import dev.mandate.authz.engine.recording.DecisionLog;
import dev.mandate.authz.engine.recording.DecisionMeter;
import dev.mandate.authz.engine.recording.DecisionRecorder;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.authz.engine.recording.JudgementPatience;
import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An agent goes on within milliseconds of an answer: what it may do once that is judged waits for it, and for no more. */
class JudgementPatienceTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final SessionId SESSION = new SessionId("del_work");

    private final DecisionWorld world = new DecisionWorld();
    private final DecisionPipeline pipeline = world.pipeline(world.directory, world.sessions);
    private final Queue<DecisionEvent> recorded = new ConcurrentLinkedQueue<>();
    private final SessionFacts facts = new SessionFacts(
            world.sessions.allowed(),
            world.directory.catalogue(),
            world.delegations,
            Duration.ofMinutes(5),
            () -> DecisionWorld.NOW);

    JudgementPatienceTest() {
        for (var task : List.of("work", "other"))
            world.delegation(
                    task,
                    null,
                    "ada",
                    "researcher",
                    List.of(
                            new ToolScope("crm.read_contact", List.of()),
                            new ToolScope("web.browse", List.of()),
                            new ToolScope("email.send", List.of())));
        world.sessions.places().areTold();
    }

    @Test
    void a_mail_right_after_what_was_read_goes_once_that_is_judged_and_is_the_only_thing_on_record() {
        told(read("work"));
        recorded.clear();
        var answer = mail("work", LONG);
        assertThat(answer).isNotCompleted();
        assertThat(recorded).isEmpty();
        judged();
        assertThat(answer.join().allowed()).isTrue();
        assertThat(recorded)
                .singleElement()
                .satisfies(it -> assertThat(((Decided) it).allowed()).isTrue());
    }

    @Test
    void so_does_one_of_another_task_of_the_same_person() {
        told(read("other"));
        var answer = mail("work", LONG);
        assertThat(answer).isNotCompleted();
        world.sessions.touched().apply("del_other", clean(new SessionId("del_other")));
        assertThat(answer.join().allowed()).isTrue();
    }

    @Test
    void what_took_longer_to_read_than_a_later_call_is_waited_for_until_the_job_has_read_as_far_as_it_is_told() {
        var reads = read("work");
        var slow = reads.get(0);
        var quick = reads.get(1);
        told(quick, DecisionWorld.NOW, new ActionPlace(0, 7));
        var afterTheQuickOne = clean(SESSION).upTo(new ActionPlace(0, 7));
        world.sessions.touched().apply(SESSION.value(), afterTheQuickOne);
        told(slow, DecisionWorld.NOW.minusSeconds(9), new ActionPlace(0, 8));
        var answer = mail("work", LONG);
        assertThat(answer).isNotCompleted();
        world.sessions
                .touched()
                .apply(
                        SESSION.value(),
                        afterTheQuickOne
                                .found(2, Level.NONE, List.of(), List.of())
                                .upTo(new ActionPlace(0, 8)));
        assertThat(answer.join().allowed()).isTrue();
    }

    @Test
    void when_patience_is_over_it_is_denied() {
        told(read("work"));
        var answer = mail("work", Duration.ofMillis(1));
        assertThat(answer.join().policies()).contains("session-no-sending-before-judgement");
    }

    /** Else whoever asks a large question would have it read a hundred times. */
    @Test
    void what_waits_is_read_no_further_however_often_it_is_looked() {
        told(read("work"));
        world.books.set(0);
        mail("work", Duration.ofMillis(1)).join();
        assertThat(world.books)
                .as("to decide, to see what it waits for, and to decide anew")
                .hasValue(3);
    }

    @Test
    void nothing_waits_where_there_is_no_patience_or_so_many_wait_and_the_first_answer_is_the_only_one() {
        told(read("work"));
        world.books.set(0);
        assertThat(mail("work", Duration.ZERO)).isCompletedWithValueMatching(denial -> !denial.allowed());
        assertThat(mail("work", new JudgementPatience(LONG, 0)))
                .isCompletedWithValueMatching(denial -> !denial.allowed());
        assertThat(world.books)
                .as("of each to decide, and to see what it would wait for")
                .hasValue(4);
    }

    @Test
    void what_policies_deny_while_nothing_has_yet_to_be_judged_is_looked_at_once() {
        told(read("work"));
        judged();
        world.books.set(0);
        var grant = Map.<String, Object>of("to", List.of("eve@elsewhere.example"));
        var question = DecisionCase.call("ada", null, "identity.grant_role", grant);
        assertThat(decisions(LONG).decide(question, List.of(), verdict -> verdict, Runnable::run))
                .isCompletedWithValueMatching(
                        denial -> denial.reason() != null && denial.reason().ofPolicies());
        assertThat(world.books).hasValue(1);
    }

    @Test
    void nothing_waits_for_a_read_that_is_under_way_however_long_that_takes() {
        read("work");
        assertThat(mail("work", LONG)).isCompletedWithValueMatching(denial -> !denial.allowed());
    }

    @Test
    void nothing_waits_that_would_be_denied_anyhow() {
        told(read("work"));
        var pay = Map.<String, Object>of("amount", 10, "to", "DE02", "currency", "EUR");
        var question = DecisionCase.call("researcher", "work", "payments.transfer", pay);
        assertThat(decisions(LONG).decide(question, List.of(), verdict -> verdict, Runnable::run))
                .isCompletedWithValueMatching(denial -> denial.reason() == Reason.OUTSIDE_SCOPE);
    }

    private CompletableFuture<Verdict> mail(String task, Duration patience) {
        return mail(task, new JudgementPatience(patience, 10));
    }

    private CompletableFuture<Verdict> mail(String task, JudgementPatience patience) {
        var mail = Map.<String, Object>of("to", List.of("bo@acme.example"));
        var question = DecisionCase.call("researcher", task, "email.send", mail);
        return decisions(patience).decide(question, List.of(), verdict -> verdict, Runnable::run);
    }

    private List<Verdict> read(String task) {
        return List.of(
                pipeline.claim(
                        DecisionCase.call("researcher", task, "web.browse", Map.of("url", "https://wiki.example/a"))),
                pipeline.claim(DecisionCase.call("researcher", task, "crm.read_contact", Map.of())));
    }

    private void told(List<Verdict> reads) {
        for (var read : reads) told(read, DecisionWorld.NOW, null);
    }

    private void told(Verdict read, Instant made, @Nullable ActionPlace place) {
        var called = new ToolCalled(
                read.session(),
                read.identity(),
                read.question().delegation(),
                read.id(),
                read.question().resourceId(),
                read.question().argumentsOrNone(),
                made,
                new ToolResult(ToolResult.Status.SUCCEEDED, 10, List.of(), null),
                List.of(),
                null);
        facts.called(called, null, place);
    }

    private void judged() {
        world.sessions.touched().apply(SESSION.value(), clean(SESSION));
    }

    private static SessionRisk clean(SessionId session) {
        return SessionRisk.untouched(session, 1, DecisionWorld.NOW).found(1, Level.NONE, List.of(), List.of());
    }

    private Decisions decisions(Duration patience) {
        return decisions(new JudgementPatience(patience, 10));
    }

    private Decisions decisions(JudgementPatience patience) {
        var log = new DecisionLog(
                new Recorder(),
                new BufferedActions(Set.of(), world.directory.catalogue()),
                DecisionMeter.NONE,
                world.sessions.approvals().uses(),
                world.sessions.places(),
                Duration.ofSeconds(2),
                () -> DecisionWorld.NOW);
        return new Decisions(pipeline, log, DecisionMeter.NONE, DemandedState.NONE, patience);
    }

    /** A topic that takes everything at once. */
    private final class Recorder implements DecisionRecorder {
        @Override
        public void record(DecisionEvent event, @Nullable String traceparent) {
            recorded.add(event);
        }

        @Override
        public Underway record(DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
            recorded.add(event);
            if (event instanceof Decided it) world.sessions.places().settle(it.decision(), true);
            done.accept(null);
            return otherwise -> {};
        }

        @Override
        public void recordAfter(DecisionEvent event, @Nullable String traceparent) {
            recorded.add(event);
        }
    }
}
