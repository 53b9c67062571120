package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Overtaken;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.ids.DecisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        races = new SessionRaces(pipeline, places, recorded::add, () -> DecisionWorld.NOW);
        payment = pipeline.claim(new DecisionCase(Map.of(
                                "subject", "researcher",
                                "call", "payments.transfer",
                                "under", "pay",
                                "arguments", Map.of("amount", 10, "to", "DE02", "currency", "EUR")))
                        .question())
                .record(Logged.ACKNOWLEDGED);
        assertThat(payment.allowed()).isTrue();
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
        places.areTold();
        places.expect(payment.decision());
        var stands = places.of(payment.decision());
        races.overtook(payment, after(called("payments.transfer")));
        assertThat(stands).isCompletedWithValue(false);
        assertThat(recorded).isEmpty();
    }

    @Test
    void one_that_waits_stands_if_what_came_before_makes_no_difference() {
        places.areTold();
        places.expect(payment.decision());
        var stands = places.of(payment.decision());
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

    private CountedCall called(String tool) {
        return CountedCall.of(tool, world.directory.catalogue().tool(tool).state(), Map.of());
    }

    private Overtaken after(CountedCall unseen) {
        return new Overtaken(payment.decision(), List.of(OTHER), SessionTally.NONE, SessionTally.NONE.with(unseen));
    }
}
