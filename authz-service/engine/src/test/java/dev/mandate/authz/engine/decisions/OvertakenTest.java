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
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An allow before whose record another one came that makes a difference is decided anew. */
class OvertakenTest {
    private final DecisionWorld world = new DecisionWorld();
    private final List<DecisionEvent> recorded = new ArrayList<>();
    private final List<DecisionEvent> kept = new ArrayList<>();
    private final List<Verdict> metered = new ArrayList<>();
    private final Queue<Runnable> topic = new ArrayDeque<>();
    private int overtakings;
    private boolean full;

    @Test
    void it_is_decided_again_once_it_is_on_record_that_it_was_withheld_and_counts_as_the_answer_that_was_given() {
        overtakings = 1;
        var answer = pay();
        assertThat(answer.allowed()).isTrue();
        assertThat(told()).containsExactly("allow 1", "withheld 1", "allow 2");
        assertThat(metered).containsExactly(answer);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void after_four_times_it_is_a_denial_that_counts_once_and_nothing_of_it_for_the_session() {
        overtakings = 9;
        var answer = pay();
        assertThat(answer.reason()).isEqualTo(Reason.SESSION_UNKNOWN);
        assertThat(told())
                .containsExactly(
                        "allow 1",
                        "withheld 1",
                        "allow 2",
                        "withheld 2",
                        "allow 3",
                        "withheld 3",
                        "allow 4",
                        "withheld 4");
        assertThat(metered).containsExactly(answer);
        assertThat(counted()).isZero();
    }

    @Test
    void that_it_was_withheld_is_kept_for_a_killed_process_since_the_allow_is_on_record() {
        overtakings = 1;
        pay();
        assertThat(kept).hasSize(1).hasOnlyElementsOfType(Withheld.class);
    }

    @Test
    void that_it_was_withheld_is_recorded_however_many_wait() {
        overtakings = 1;
        full = true;
        assertThat(pay().allowed()).isTrue();
        assertThat(told()).containsExactly("allow 1", "withheld 1", "allow 2");
    }

    @Test
    void it_is_decided_again_where_it_was_asked_and_not_by_whoever_tells_that_it_did_not_stand() {
        overtakings = 1;
        var here = new ArrayDeque<Runnable>();
        var answer = pay(here::add);
        read();
        assertThat(told()).as("by the thread that reads").containsExactly("allow 1", "withheld 1");
        here.remove().run();
        read();
        assertThat(told()).containsExactly("allow 1", "withheld 1", "allow 2");
        here.remove().run();
        assertThat(answer).isCompletedWithValueMatching(Verdict::allowed);
    }

    private Verdict pay() {
        var answer = pay(Runnable::run);
        read();
        assertThat(answer).isCompleted();
        return answer.join();
    }

    private void read() {
        while (!topic.isEmpty()) topic.remove().run();
    }

    private CompletableFuture<Verdict> pay(Executor here) {
        world.sessions.places().areTold();
        var pipeline = world.pipeline(world.directory, world.sessions);
        var meter = new DecisionMeter() {
            @Override
            public void answered(Verdict verdict) {
                metered.add(verdict);
            }
        };
        var log = new DecisionLog(
                new Recorder(),
                new BufferedActions(Set.of(), world.directory.catalogue()),
                meter,
                world.sessions.approvals().uses(),
                world.sessions.places(),
                Duration.ofSeconds(2),
                () -> DecisionWorld.NOW);
        var decisions = new Decisions(pipeline, log, meter, DemandedState.NONE, JudgementPatience.NONE);
        var payment = Map.<String, Object>of("amount", 10, "to", "DE02", "currency", "EUR");
        var question = DecisionCase.call("researcher", "pay", "payments.transfer", payment);
        return decisions.decide(question, List.of(), verdict -> verdict, here);
    }

    private int counted() {
        var session = ((Decided) recorded.get(0)).session();
        return world.sessions.allowed().of(session, DecisionWorld.NOW).of(ToolLabel.MONEY);
    }

    private List<String> told() {
        var seen = new ArrayList<DecisionId>();
        var told = new ArrayList<String>();
        for (var event : recorded) {
            if (event instanceof Decided decided) {
                seen.add(decided.decision());
                told.add((decided.allowed() ? "allow " : "deny ") + seen.size());
            }
            if (event instanceof Withheld withheld) told.add("withheld " + (seen.indexOf(withheld.decision()) + 1));
        }
        return told;
    }

    /** A topic on which others come first, as often as they are told to. */
    private final class Recorder implements DecisionRecorder {
        @Override
        public void record(DecisionEvent event, @Nullable String traceparent) {
            recorded.add(event);
        }

        @Override
        public @Nullable Underway record(
                DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
            if (full && !(event instanceof Decided)) return null;
            recorded.add(event);
            topic.add(() -> {
                if (event instanceof Decided it) world.sessions.places().settle(it.decision(), overtakings-- <= 0);
                done.accept(null);
            });
            return otherwise -> kept.add(event);
        }

        @Override
        public void recordAfter(DecisionEvent event, @Nullable String traceparent) {
            recorded.add(event);
        }
    }
}
