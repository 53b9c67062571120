package dev.mandate.authz.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DecisionHistoryTest {
    private final PastDecisions topic = new PastDecisions();
    private final DecisionHistory history = new DecisionHistory(topic, InstantSource.system());
    private final DecisionLookup lookup = new DecisionLookup(topic);

    @Test
    void a_decision_whose_record_was_sent_again_is_told_once() {
        var first = PastDecisions.allow(Logged.BUFFERED);
        var second = PastDecisions.allow(Logged.BUFFERED);
        topic.holds(first, second, first, second);
        var told = new ArrayList<DecisionId>();
        assertThat(history.read(Duration.ofHours(1), past -> told.add(past.decision())))
                .isTrue();
        assertThat(told).containsExactly(first.decision(), second.decision());
    }

    @Test
    void one_decision_is_found_among_others_with_whether_its_allow_was_withheld() {
        var given = PastDecisions.allow(Logged.ACKNOWLEDGED);
        var kept = PastDecisions.allow(Logged.ACKNOWLEDGED);
        topic.holds(given, kept, PastDecisions.withheld(kept));
        assertThat(found(given).decided()).isEqualTo(given);
        assertThat(found(given).withheld()).isFalse();
        assertThat(found(kept).withheld()).isTrue();
        assertThat(found(PastDecisions.allow(Logged.BUFFERED))).isNull();
    }

    @Test
    void while_the_broker_is_away_one_is_asked_to_come_again_however_often_one_does() {
        var past = PastDecisions.allow(Logged.BUFFERED);
        topic.holds(past);
        topic.away();
        for (int time = 0; time < 10; time++)
            assertThatThrownBy(() -> found(past))
                    .isInstanceOf(DecisionLookup.NotNow.class)
                    .hasMessageContaining("out of reach");
    }

    @Test
    void one_caller_looks_for_two_at_a_time_and_others_have_their_turn() {
        var past = PastDecisions.allow(Logged.BUFFERED);
        topic.holds(past);
        topic.slow();
        var looking = new ArrayList<CompletableFuture<DecisionLookup.Recorded>>();
        for (var agent = 0; agent < 12; agent++)
            for (var one = 0; one < 32; one++) looking.add(looked("agt_mail" + agent));
        assertThat(looking).as("each waits for his own").noneMatch(CompletableFuture::isDone);
        assertThatThrownBy(() -> looked("agt_mail0").join())
                .hasRootCauseInstanceOf(DecisionLookup.NotNow.class)
                .rootCause()
                .matches(failure -> ((DecisionLookup.NotNow) failure).ofCaller());
        looking.add(looked("agt_notes"));
        topic.quick();
        for (var one : looking) assertThat(one.join()).isNull();
        assertThat(found(past).decided()).as("once they are done").isEqualTo(past);
    }

    private CompletableFuture<DecisionLookup.Recorded> looked(String caller) {
        return lookup.find(DecisionId.next(), caller).subscribeAsCompletionStage();
    }

    private DecisionLookup.Recorded found(Decided past) {
        return lookup.find(past.decision(), "agt_mail").await().atMost(Duration.ofSeconds(5));
    }
}
