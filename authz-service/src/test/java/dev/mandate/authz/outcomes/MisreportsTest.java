package dev.mandate.authz.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.recording.DecisionRecorder;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MisreportsTest {
    private static final SessionId SESSION = new SessionId("del_task");
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final List<Misreported> recorded = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Misreports misreports = new Misreports(new Recorder(), meters);

    @Test
    void what_a_caller_tells_of_a_call_that_is_not_his_is_on_record_once() {
        var decision = DecisionId.next();
        for (var time = 0; time < 30; time++) tells("agt_other", decision);
        assertThat(recorded)
                .containsExactly(new Misreported(decision, NOW, SESSION, Status.SUCCEEDED, caller("agt_other"), null));
        assertThat(unrecorded("caller")).isZero();
        for (var one = 0; one < 9; one++) tells("agt_other", DecisionId.next());
        assertThat(recorded).as("what is told again takes nothing").hasSize(10);
    }

    @Test
    void of_one_decision_four_callers_are_kept() {
        var decision = DecisionId.next();
        for (var one = 0; one < 10; one++) tells("agt_" + one, decision);
        assertThat(recorded).hasSize(4);
        assertThat(unrecorded("decision")).isEqualTo(6);
    }

    @Test
    void who_floods_has_ten_kept_and_takes_no_room_from_others() {
        for (var one = 0; one < 100; one++) tells("agt_flood", DecisionId.next());
        assertThat(recorded).hasSize(10);
        tells("agt_other", DecisionId.next());
        assertThat(recorded).hasSize(11);
        assertThat(unrecorded("caller")).isEqualTo(90);
    }

    @Test
    void what_is_dropped_takes_no_place_of_the_decision() {
        var decision = DecisionId.next();
        for (var flood = 0; flood < 4; flood++) {
            for (var one = 0; one < 10; one++) tells("agt_flood" + flood, DecisionId.next());
            tells("agt_flood" + flood, decision);
        }
        tells("agt_other", decision);
        assertThat(recorded)
                .filteredOn(one -> one.decision().equals(decision))
                .extracting(one -> one.by().acting())
                .containsExactly("agt_other");
        assertThat(unrecorded("caller")).isEqualTo(4);
    }

    private double unrecorded(String why) {
        return meters.counter("mandate.misreports.unrecorded", "why", why).count();
    }

    private void tells(String client, DecisionId decision) {
        misreports.by(caller(client), decision, SESSION, Status.SUCCEEDED, NOW);
    }

    private static Actor caller(String client) {
        return new Actor(client, client, List.of());
    }

    private final class Recorder implements DecisionRecorder {
        @Override
        public void record(DecisionEvent event, @Nullable String traceparent) {
            recorded.add((Misreported) event);
        }

        @Override
        public @Nullable Underway record(
                DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
            throw new AssertionError("nobody waits for it");
        }

        @Override
        public void recordAfter(DecisionEvent event, @Nullable String traceparent) {
            throw new AssertionError("nothing failed");
        }
    }
}
