package dev.mandate.authz.recording;

import static dev.mandate.authz.recording.SentDecisions.SESSION;
import static dev.mandate.authz.recording.SentDecisions.TEN;
import static dev.mandate.authz.recording.SentDecisions.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.authz.DecisionEvent.Logged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionSenderTest {
    private final UnsteadyBroker broker = new UnsteadyBroker();
    private final RunningSender running = new RunningSender(broker.clients(), Duration.ofMillis(300), 20_000);
    private final DecisionSender sender = running.sender();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void what_the_broker_does_not_take_waits_and_is_recorded_in_order_once_it_takes_some_again() {
        broker.down();
        var asked = new ArrayList<DecisionEvent>();
        for (int second = 0; second < 10; second++) asked.add(denial(second, ""));
        asked.forEach(this::record);
        await().during(Duration.ofMillis(300)).until(() -> broker.taken().isEmpty());
        broker.up();
        await().until(() -> broker.taken().size() == 10);
        assertThat(broker.taken()).isEqualTo(asked);
        assertThat(running.unrecorded()).isZero();
    }

    @Test
    void beyond_what_may_wait_one_gap_tells_from_when_until_when_and_how_many() {
        broker.down();
        var denials = 200;
        for (int second = 0; second < denials; second++) record(denial(second, ""));
        record(allow(500, Logged.BUFFERED));
        await().until(() -> running.unrecorded() > 0 && gapsAndRecords(0));
        broker.up();
        await().until(() -> last() instanceof Gap);
        var taken = broker.taken();
        var gap = (Gap) last();
        var recorded = taken.size() - 1;
        assertThat(taken.stream().filter(Gap.class::isInstance)).hasSize(1);
        assertThat(gap.denials()).isEqualTo(denials - recorded).isPositive();
        assertThat(gap.allows()).isEqualTo(1);
        assertThat(gap.from()).isEqualTo(TEN.plusSeconds(recorded));
        assertThat(gap.until()).isEqualTo(TEN.plusSeconds(500));
        assertThat(running.unrecorded()).isEqualTo(denials - recorded + 1);
        record(denial(600, ""));
        await().until(() -> last().at().equals(TEN.plusSeconds(600)));
    }

    @Test
    void an_allow_that_failed_is_on_record_all_the_same_and_that_it_never_left_comes_after_it() throws Exception {
        broker.down();
        var allow = allow(0, Logged.ACKNOWLEDGED);
        var outcome = new CompletableFuture<Throwable>();
        assertThat(sender.record(allow, null, outcome::complete)).isNotNull();
        assertThat(outcome.get()).hasMessage("no broker");
        var withheld = new Withheld(allow.decision(), TEN, SESSION);
        sender.recordAfter(withheld, null);
        broker.up();
        await().until(() -> broker.taken().size() == 2);
        assertThat(broker.taken()).containsExactly(allow, withheld);
    }

    @Test
    void a_record_that_is_too_large_is_a_gap_and_holds_nobody_up() {
        broker.down();
        record(denial(0, ""));
        record(denial(1, "x".repeat(6000)));
        record(denial(2, ""));
        await().during(Duration.ofMillis(200)).until(() -> broker.taken().isEmpty());
        broker.up();
        await().until(() -> broker.taken().size() == 3);
        assertThat(broker.taken().get(1).at()).isEqualTo(TEN.plusSeconds(2));
        assertThat(last()).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.denials()).isEqualTo(1);
            assertThat(gap.from()).isEqualTo(gap.until()).isEqualTo(TEN.plusSeconds(1));
        });
    }

    @Test
    void a_broker_that_cannot_be_found_is_looked_for_again() {
        broker.gone();
        record(denial(0, ""));
        await().during(Duration.ofMillis(1500)).until(() -> broker.taken().isEmpty());
        broker.up();
        await().until(() -> broker.taken().size() == 1);
        assertThat(running.unrecorded()).isZero();
    }

    @Test
    void a_broker_that_cannot_be_found_at_the_start_is_looked_for_again() {
        broker.gone();
        try (var early = new RunningSender(broker.clients(), Duration.ofMillis(300), 20_000)) {
            var denial = denial(0, "");
            early.sender().record(denial, null);
            await().during(Duration.ofMillis(200)).until(() -> broker.taken().isEmpty());
            broker.up();
            await().until(() -> broker.taken().equals(List.of(denial)));
        }
    }

    @Test
    void what_waits_when_it_ends_is_recorded_before() {
        var asked = new ArrayList<DecisionEvent>();
        for (int second = 0; second < 200; second++) asked.add(denial(second, ""));
        asked.forEach(this::record);
        running.close();
        assertThat(broker.taken()).isEqualTo(asked);
    }

    /** Nothing has got through, and nothing more is going to be counted. */
    private boolean gapsAndRecords(int taken) {
        var before = running.unrecorded();
        await().during(Duration.ofMillis(200)).until(() -> true);
        return broker.taken().size() == taken && running.unrecorded() == before;
    }

    private void record(DecisionEvent event) {
        sender.record(event, null);
    }

    private DecisionEvent last() {
        var taken = broker.taken();
        return taken.isEmpty() ? denial(0, "nothing yet") : taken.get(taken.size() - 1);
    }

    private static Decided denial(int second, String explanation) {
        return decided(second, false, explanation, Logged.BUFFERED);
    }

    private static Decided allow(int second, Logged logged) {
        return decided(second, true, null, logged);
    }
}
