package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StoppedIdentitiesTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId HELPER = new IdentityId("agt_helper");

    private boolean complete = true;
    private Instant now = NOON;
    private final StoppedIdentities identities =
            new StoppedIdentities(new StateProjections(new KafkaClients(Map.of()), null), () -> now) {
                @Override
                boolean complete() {
                    return complete;
                }
            };

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ACTIVE")
    void whoever_is_not_active_is_let_in_with_no_token_until_he_is_again(Status status) {
        is(ADA, 1, status);
        refused(ada(NOON), "was stopped");
        assertThat(identities.mayAct(ADA)).isFalse();
        is(ADA, 2, Status.ACTIVE);
        accepted(ada(NOON));
        assertThat(identities.mayAct(ADA)).isTrue();
    }

    @Test
    void nor_is_an_agent_that_acts_for_a_stopped_person_or_was_stopped_itself_wherever_it_stands_in_the_chain() {
        is(HELPER, 1, Status.SUSPENDED);
        refused(through(new Acting(HELPER.value(), null)), "who acts by the token");
        refused(through(new Acting("agt_other", null), new Acting(HELPER.value(), null)), "who acts by the token");
        accepted(through(new Acting(HELPER.value(), "https://elsewhere.example")));
        is(HELPER, 2, Status.ACTIVE);
        accepted(through(new Acting(HELPER.value(), null)));
        is(ADA, 1, Status.DISABLED);
        refused(through(new Acting(HELPER.value(), null)), "whom the token speaks for");
    }

    @Test
    void what_was_issued_before_a_sign_out_counts_no_more_and_what_was_later_does() {
        identities.applied(
                IdentityState.person(ADA, "Ada").tokensVoidBefore(NOON).build());
        refused(ada(NOON.minusSeconds(1)), "signed out");
        accepted(ada(NOON));
    }

    @Test
    void a_sign_out_that_no_token_outlives_is_not_kept() {
        now = NOON.plusSeconds(86_401);
        identities.applied(
                IdentityState.person(ADA, "Ada").tokensVoidBefore(NOON).build());
        accepted(ada(NOON.minusSeconds(1)));
    }

    @Test
    void one_that_nothing_is_known_of_counts_and_one_that_can_not_be_read_does_not() {
        accepted(ada(NOON));
        identities.unreadable(ADA.value(), "malformed");
        refused(ada(NOON), "was stopped");
        identities.removed(ADA.value());
        accepted(ada(NOON));
    }

    @Test
    void a_replica_that_has_just_begun_lets_nobody_in_before_it_knows_who_is_stopped() {
        complete = false;
        assertThatThrownBy(() -> identities.check(ada(NOON))).isInstanceOf(StillStarting.class);
        assertThat(identities.mayAct(ADA)).isFalse();
    }

    @Test
    void whoever_needs_more_is_told_all_of_it_and_comes_before_anything_was_read() {
        var told = new ArrayList<String>();
        identities.tell(StateListener.of(
                state -> told.add(state.identity() + " " + state.status()), key -> told.add(key + " removed")));
        is(ADA, 1, Status.ACTIVE);
        identities.removed(ADA.value());
        assertThat(told).containsExactly("per_ada ACTIVE", "per_ada removed");
        assertThatThrownBy(() -> identities.tell(StateListener.of(state -> {}, key -> {})))
                .isInstanceOf(IllegalStateException.class);
    }

    private void is(IdentityId id, long revision, Status status) {
        var state = id.isPerson()
                ? IdentityState.person(id, "Ada")
                : IdentityState.agent(id, new IdentityId("per_grace"), "Helper");
        identities.applied(state.revision(revision).status(status, null).build());
    }

    private void accepted(Caller caller) {
        assertThatCode(() -> identities.check(caller)).doesNotThrowAnyException();
    }

    private void refused(Caller caller, String why) {
        assertThatThrownBy(() -> identities.check(caller))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining(why);
    }

    private static Caller ada(Instant issuedAt) {
        return caller(issuedAt, List.of());
    }

    private static Caller through(Acting... chain) {
        return caller(NOON, List.of(chain));
    }

    private static Caller caller(Instant issuedAt, List<Acting> chain) {
        return new Caller(
                ADA.value(),
                "console",
                Set.of("a"),
                chain,
                null,
                null,
                "tok_1",
                issuedAt,
                null,
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null);
    }
}
