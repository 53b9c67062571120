package dev.mandate.authz.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.history.DecisionLookup.NotNow;
import dev.mandate.authz.history.DecisionLookup.Recorded;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DecisionHistoryTest {
    private static final Result<Optional<Recorded>, NotNow> NOTHING = Result.done(Optional.empty());

    private final PastDecisions topic = new PastDecisions();
    private final DecisionHistory history = new DecisionHistory(topic, InstantSource.system());
    private final Directory directory = Directory.empty();
    private final DecisionLookup lookup = new DecisionLookup(topic, directory);

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
        assertThat(looked(PastDecisions.allow(Logged.BUFFERED))).isEqualTo(NOTHING);
    }

    @Test
    void while_the_broker_is_away_one_is_asked_to_come_again_however_often_one_does() {
        var past = PastDecisions.allow(Logged.BUFFERED);
        topic.holds(past);
        topic.away();
        for (int time = 0; time < 10; time++) assertThat(looked(past)).isEqualTo(Result.refused(NotNow.AWAY));
    }

    @Test
    void one_caller_looks_for_two_at_a_time_and_others_have_their_turn() {
        var past = PastDecisions.allow(Logged.BUFFERED);
        topic.holds(past);
        topic.slow();
        var looking = new ArrayList<CompletableFuture<Result<Optional<Recorded>, NotNow>>>();
        for (var agent = 0; agent < 12; agent++)
            for (var one = 0; one < 32; one++) looking.add(looked("agt_mail" + agent));
        assertThat(looking).as("each waits for his own").noneMatch(CompletableFuture::isDone);
        assertThat(looked("agt_mail0").join()).isEqualTo(Result.refused(NotNow.OF_CALLER));
        looking.add(looked("agt_notes"));
        topic.quick();
        for (var one : looking) assertThat(one.join()).isEqualTo(NOTHING);
        assertThat(found(past).decided()).as("once they are done").isEqualTo(past);
    }

    @Test
    void agents_of_one_owner_have_one_line_whether_they_act_for_him_or_for_nobody() {
        topic.slow();
        var eve = IdentityId.nextPerson();
        var looking = new ArrayList<CompletableFuture<Result<Optional<Recorded>, NotNow>>>();
        for (var one = 0; one < 14; one++) {
            var agent = Organisation.agentIn(directory, eve).value();
            looking.add(looked(agent));
            looking.add(looked(new Actor(eve.value(), "console", List.of(new Acting(agent, null)))));
        }
        looking.add(looked("per_ada"));
        assertThat(looking).noneMatch(CompletableFuture::isDone);
        for (var one = 0; one < 4; one++)
            looking.add(looked(Organisation.agentIn(directory, eve).value()));
        assertThat(looked(eve.value()).join()).as("his line is full").isEqualTo(Result.refused(NotNow.OF_CALLER));
        topic.quick();
        for (var one : looking) assertThat(one.join()).isEqualTo(NOTHING);
    }

    private CompletableFuture<Result<Optional<Recorded>, NotNow>> looked(String caller) {
        return looked(new Actor(caller, caller, List.of()));
    }

    private CompletableFuture<Result<Optional<Recorded>, NotNow>> looked(Actor caller) {
        return lookup.find(DecisionId.next(), caller).subscribeAsCompletionStage();
    }

    private Recorded found(Decided past) {
        return looked(past).fold(Optional::orElseThrow, why -> {
            throw new AssertionError(why);
        });
    }

    private Result<Optional<Recorded>, NotNow> looked(Decided past) {
        return lookup.find(past.decision(), new Actor("agt_mail", "agt_mail", List.of()))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
