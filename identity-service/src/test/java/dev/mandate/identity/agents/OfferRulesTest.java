package dev.mandate.identity.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId GRACE = new IdentityId("per_grace");
    private static final IdentityId LEAVER = new IdentityId("per_leaver");
    private static final IdentityId CLERK = new IdentityId("agt_clerk");

    private final OfferRules rules = new OfferRules(
            NOW,
            Duration.ofDays(14),
            new IdentitySnapshot(
                    Map.of(
                            ADA, person(ADA, Status.ACTIVE, NOW.minusSeconds(60)),
                            GRACE, person(GRACE, Status.ACTIVE, null),
                            LEAVER, person(LEAVER, Status.DISABLED, NOW)),
                    NOW));

    @Test
    void who_answers_for_an_agent_may_offer_it_and_so_may_an_administrator() {
        assertThat(rules.administering(agent(ADA, true), himself(ADA))).isEmpty();
        assertThat(rules.administering(agent(ADA, true), administrator())).isEmpty();
        assertThat(rules.administering(agent(ADA, true), himself(GRACE))).contains(AgentRefusal.NOT_OWNER);
    }

    @Test
    void what_another_has_stopped_too_only_an_administrator_lets_go_on() {
        var state = agent(ADA, true).state();
        var alone = new OwnedAgent(state, true, Set.of(ADA.value()), null);
        var both = new OwnedAgent(state, true, Set.of(ADA.value(), "directory"), null);
        assertThat(rules.resuming(alone, himself(ADA))).isEmpty();
        assertThat(rules.resuming(both, himself(ADA))).contains(AgentRefusal.STOPPED_BY_ANOTHER);
        assertThat(rules.resuming(both, administrator())).isEmpty();
    }

    @Test
    void who_answered_for_it_before_he_left_may_not_even_when_he_is_back() {
        assertThat(rules.administering(agent(ADA, false), himself(ADA))).contains(AgentRefusal.NOT_OWNER);
    }

    @Test
    void an_agent_that_acts_for_its_owner_may_neither_offer_nor_accept() {
        var through = new Requester(
                new Actor(ADA.value(), CLERK.value(), List.of(new Acting(CLERK.value(), null))), null, NOW);
        assertThat(rules.administering(agent(ADA, true), through)).contains(AgentRefusal.NOT_OWNER);
        assertThat(rules.answering(offer(ADA, TOMORROW, Offer.Status.OPEN), through))
                .contains(AgentRefusal.NOT_THE_PERSON_HIMSELF);
    }

    @Test
    void a_token_from_before_what_was_his_became_void_accepts_nothing() {
        var old = new Requester(new Actor(ADA.value(), "console", List.of()), null, NOW.minusSeconds(61));
        assertThat(rules.answering(offer(ADA, TOMORROW, Offer.Status.OPEN), old))
                .contains(AgentRefusal.VOID_TOKEN);
    }

    @Test
    void an_administrator_accepts_nothing_for_anybody() {
        assertThat(rules.answering(offer(ADA, TOMORROW, Offer.Status.OPEN), administrator()))
                .contains(AgentRefusal.NOT_THE_PERSON_HIMSELF);
    }

    @Test
    void only_who_is_asked_hears_of_an_offer() {
        assertThat(rules.answering(offer(ADA, TOMORROW, Offer.Status.OPEN), himself(GRACE)))
                .contains(AgentRefusal.UNKNOWN_OFFER);
        assertThat(rules.answering(offer(ADA, TOMORROW, Offer.Status.OPEN), himself(ADA)))
                .isEmpty();
    }

    @Test
    void what_is_over_can_not_be_accepted() {
        assertThat(rules.answering(offer(ADA, NOW, Offer.Status.EXPIRED), himself(ADA)))
                .contains(AgentRefusal.OFFER_EXPIRED);
        assertThat(rules.answering(offer(ADA, TOMORROW, Offer.Status.WITHDRAWN), himself(ADA)))
                .contains(AgentRefusal.OFFER_CLOSED);
    }

    @Test
    void an_active_person_is_asked_for_a_while_that_is_ahead() {
        assertThat(rules.making(agent(ADA, true), GRACE, TOMORROW)).isEmpty();
        assertThat(rules.making(agent(ADA, true), GRACE, null)).isEmpty();
        assertThat(rules.making(agent(ADA, true), LEAVER, TOMORROW)).contains(AgentRefusal.INACTIVE_PERSON);
        assertThat(rules.making(agent(ADA, true), CLERK, TOMORROW)).contains(AgentRefusal.INACTIVE_PERSON);
        assertThat(rules.making(agent(ADA, true), GRACE, NOW)).contains(AgentRefusal.BAD_END);
        assertThat(rules.making(agent(ADA, true), GRACE, NOW.plus(Duration.ofDays(15))))
                .contains(AgentRefusal.BAD_END);
    }

    @Test
    void whoever_answers_for_it_is_not_asked_and_whoever_did_in_an_earlier_employment_is() {
        assertThat(rules.making(agent(ADA, true), ADA, TOMORROW)).contains(AgentRefusal.ANSWERS_ALREADY);
        assertThat(rules.making(agent(ADA, false), ADA, TOMORROW)).isEmpty();
    }

    private static Requester himself(IdentityId person) {
        return new Requester(new Actor(person.value(), "console", List.of()), null, NOW);
    }

    private static Requester administrator() {
        return new Requester(new Actor("admin", "admin", List.of()), null, NOW);
    }

    private static Offer offer(IdentityId to, Instant endsAt, Offer.Status status) {
        return new Offer(
                OfferId.next(), OwnedId.of(CLERK), to, Cause.HANDED_OVER, NOW.minusSeconds(60), endsAt, status);
    }

    private static OwnedAgent agent(IdentityId owner, boolean answeredFor) {
        var status = answeredFor ? Status.ACTIVE : Status.SUSPENDED;
        return new OwnedAgent(
                IdentityState.agent(CLERK, owner, "clerk")
                        .status(status, null)
                        .platform("desk")
                        .purpose("x")
                        .build(),
                answeredFor);
    }

    private static IdentityState person(IdentityId id, Status status, @Nullable Instant voidBefore) {
        return IdentityState.person(id, id.value())
                .status(status, null)
                .employeeId("E-1")
                .tokensVoidBefore(voidBefore)
                .build();
    }
}
