package dev.mandate.authz.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.Freshness;
import dev.mandate.authz.engine.decisions.Question;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private final InstantSource clock = () -> DecisionWorld.NOW;
    private final DecisionWorld world = new DecisionWorld();
    private final Sessions sessions = Sessions.empty();
    private final List<Decided> recorded = new ArrayList<>();
    private final ArrayDeque<Runnable> here = new ArrayDeque<>();

    @Test
    void what_is_decided_anew_is_so_where_it_was_asked_and_not_by_whoever_tells_that_it_did_not_stand() {
        sessions.places().areTold();
        var question = Question.call(
                "person",
                DecisionWorld.id("finn").value(),
                "payments.transfer",
                Map.of("amount", 10, "to", "DE02", "currency", "EUR"),
                "example");
        var answer = decisions().decide(question, List.of(), Function.identity(), here::add);
        assertThat(recorded).hasSize(1);
        settle(false);
        assertThat(recorded).as("by the thread that reads").hasSize(1);
        here.remove().run();
        assertThat(recorded).hasSize(2);
        settle(true);
        here.remove().run();
        assertThat(answer).isCompletedWithValueMatching(Verdict::allowed);
    }

    private void settle(boolean stands) {
        sessions.places().settle(recorded.get(recorded.size() - 1).decision(), stands);
    }

    private Decisions decisions() {
        var pipeline = new DecisionPipeline(
                world.directory,
                Delegations.empty(),
                ShippedPolicies::book,
                sessions,
                () -> new Freshness(Map.of("memory", DecisionWorld.NOW), Duration.ofSeconds(30)),
                Duration.ofMinutes(5),
                clock);
        var log = new DecisionLog(
                new Recorder(),
                new BufferedActions(Set.of(), world.directory.catalogue()),
                DecisionMeter.NONE,
                sessions.approvals().uses(),
                sessions.places(),
                Duration.ofSeconds(2),
                clock);
        return new Decisions(pipeline, log, DecisionMeter.NONE, DemandedState.NONE);
    }

    private final class Recorder implements DecisionRecorder {
        @Override
        public void record(DecisionEvent event, @Nullable String traceparent) {}

        @Override
        public boolean record(DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
            if (event instanceof Decided decided) recorded.add(decided);
            done.accept(null);
            return true;
        }

        @Override
        public void recordAfter(DecisionEvent event, @Nullable String traceparent) {}
    }
}
