package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.authz.engine.sessions.Overtaken;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SessionRacesTest {
    private static final DecisionId OTHER = DecisionId.next();

    private final DecisionWorld world = new DecisionWorld();
    private final List<Raced> recorded = new ArrayList<>();
    private final RecordPlaces places = new RecordPlaces();
    private final SessionRaces races;
    private final Decided payment;

    SessionRacesTest() {
        world.book = ShippedPolicies.with("once.cedar", """
                @id("pay-once")
                forbid (principal is Mandate::Agent, action in Mandate::Action::"money", resource)
                when { context.session.counts.money >= 1 };
                """);
        var pipeline = world.pipeline(world.directory, Sessions.empty());
        races = races(pipeline, places, Runnable::run);
        payment = pays(pipeline, 10);
    }

    @Test
    void two_payments_of_which_the_session_may_make_one_are_told_of_as_a_race() {
        races.overtook(payment, after(called("payments.transfer")));
        assertThat(recorded).singleElement().satisfies(raced -> {
            assertThat(raced.decision()).isEqualTo(payment.decision());
            assertThat(raced.session()).isEqualTo(payment.session());
            assertThat(raced.unseen()).containsExactly(OTHER);
            assertThat(raced.reason()).isEqualTo("agent_policy");
            assertThat(raced.policies()).contains("pay-once");
        });
    }

    @Test
    void one_that_still_waits_for_its_place_does_not_stand_and_is_no_race_to_tell_of() {
        var stands = waits(payment);
        races.overtook(payment, after(called("payments.transfer")));
        assertThat(stands).isCompletedWithValue(false);
        assertThat(recorded).isEmpty();
    }

    @Test
    void one_that_waits_stands_if_what_came_before_makes_no_difference() {
        var stands = waits(payment);
        races.overtook(payment, after(called("crm.read_contact")));
        assertThat(stands).isCompletedWithValue(true);
    }

    @Test
    void what_together_breaks_nothing_is_no_race() {
        races.overtook(payment, after(called("crm.read_contact")));
        assertThat(recorded).isEmpty();
    }

    @Test
    void what_is_denied_now_for_another_reason_is_no_race() {
        world.delegationIs(
                "pay", dev.mandate.events.identity.DelegationState.Status.REVOKED, DecisionWorld.NOW.plusSeconds(60));
        races.overtook(payment, after(called("payments.transfer")));
        assertThat(recorded).isEmpty();
    }

    @Test
    void what_comes_to_too_much_within_hours_only_with_what_was_overtaken_does_not_stand() {
        world.book = ShippedPolicies.with("hours.cedar", """
                @id("little-in-hours")
                forbid (principal is Mandate::Agent, action in Mandate::Action::"money", resource)
                when { context.recent.person.sums.money has amount && context.recent.person.sums.money.amount > 900 };
                """);
        var sessions = Sessions.empty();
        sessions.places().areTold();
        var pipeline = world.pipeline(world.directory, sessions);
        var facts = new SessionFacts(
                sessions.allowed(),
                sessions.approvals().uses(),
                sessions.places(),
                world.directory.catalogue(),
                world.delegations,
                Duration.ofMinutes(5),
                () -> DecisionWorld.NOW);
        facts.watch(races(pipeline, sessions.places(), Runnable::run));
        var elsewhere = world.pipeline(world.directory, Sessions.empty());
        for (var amount : List.of(100, 400)) {
            var own = pays(pipeline, amount);
            var standing = sessions.places().of(own.decision());
            facts.decided(pays(elsewhere, amount));
            facts.decided(own);
            assertThat(standing).isCompletedWithValue(amount == 100);
        }
        assertThat(recorded).as("none was given").isEmpty();
    }

    @Test
    void one_that_cannot_be_decided_again_does_not_stand() {
        var stands = waits(payment);
        world.book = null;
        races.overtook(payment, after(called("crm.read_contact")));
        assertThat(stands).isCompletedWithValue(false);
    }

    @Test
    void a_use_of_a_model_stands_only_if_it_would_be_allowed() {
        var pipeline = world.pipeline(world.directory, Sessions.empty());
        var use = pipeline.claim(ModelBudgetsTest.question("researcher", "task", "general-small", 1))
                .record(Logged.ACKNOWLEDGED);
        assertThat(use.allowed()).isTrue();
        var stands = waits(use);
        races.overtook(use, ModelUses.NONE);
        assertThat(stands).isCompletedWithValue(true);
        world.delegationIs("task", Status.REVOKED, DecisionWorld.NOW.plusSeconds(60));
        stands = waits(use);
        races.overtook(use, ModelUses.NONE);
        assertThat(stands).as("though no budget is used up").isCompletedWithValue(false);
    }

    @Test
    void whoever_reads_decides_nothing_and_of_too_many_for_one_person_the_rest_does_not_stand() {
        var later = new ArrayDeque<Runnable>();
        var busy = races(world.pipeline(world.directory, Sessions.empty()), places, later::add);
        for (var more = 0; more < SecondLooks.MOST_OF_ONE; more++)
            busy.overtook(payment, after(called("payments.transfer")));
        var stands = waits(payment);
        busy.overtook(payment, after(called("crm.read_contact")));
        assertThat(stands).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(false);
        assertThat(recorded).isEmpty();
        while (!later.isEmpty()) later.remove().run();
        assertThat(recorded).hasSize(SecondLooks.MOST_OF_ONE);
    }

    private SessionRaces races(DecisionPipeline pipeline, RecordPlaces of, Executor looks) {
        return new SessionRaces(pipeline, of, recorded::add, () -> DecisionWorld.NOW, new SecondLooks(looks));
    }

    private CompletableFuture<Boolean> waits(Decided allow) {
        places.areTold();
        places.expect(allow.decision());
        return places.of(allow.decision());
    }

    private static Decided pays(DecisionPipeline pipeline, int amount) {
        var arguments = Map.<String, Object>of("amount", amount, "to", "DE02", "currency", "EUR");
        var paid = pipeline.claim(DecisionCase.call("researcher", "pay", "payments.transfer", arguments))
                .record(Logged.ACKNOWLEDGED);
        assertThat(paid.allowed()).isTrue();
        return paid;
    }

    private CountedCall called(String tool) {
        return CountedCall.of(tool, world.directory.catalogue().tool(tool).state(), Map.of());
    }

    private Overtaken after(CountedCall unseen) {
        return new Overtaken(
                payment.decision(),
                called("payments.transfer"),
                List.of(OTHER),
                List.of(unseen),
                SessionTally.NONE,
                SessionTally.NONE.with(unseen));
    }
}
