package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Ended;
import dev.mandate.events.identity.ClientState.Kind;
import dev.mandate.events.identity.ClientState.Status;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndedTokensTest {
    private boolean complete = true;
    private final ClientStates states = new ClientStates(new StateProjections(new KafkaClients(Map.of()), null)) {
        @Override
        boolean complete() {
            return complete;
        }
    };
    private final EndedTokens ended = new EndedTokens(states);

    @Test
    void a_token_ends_with_its_sign_in_with_what_it_came_of_and_by_itself_and_no_other_does() {
        states.applied(ClientState.ended(Ended.SIGN_IN, "ses_gone"));
        states.applied(ClientState.ended(Ended.AUTHORIZATION, "aut_gone"));
        states.applied(ClientState.ended(Ended.TOKEN, "tok_gone"));
        refused(caller("ses_gone", "aut_1", "tok_1"), "sign-in");
        refused(caller("ses_1", "aut_gone", "tok_1"), "was revoked");
        refused(caller(null, null, "tok_gone"), "the token was revoked");
        accepted(caller("ses_1", "aut_1", "tok_1"));
        accepted(caller(null, null, "tok_1"));
    }

    @Test
    void it_is_forgotten_once_no_token_of_it_can_last() {
        states.applied(ClientState.ended(Ended.TOKEN, "tok_gone"));
        states.removed("tok_gone");
        accepted(caller(null, null, "tok_gone"));
    }

    @Test
    void what_is_told_of_it_and_can_not_be_read_counts_against_it() {
        states.unreadable("ses_1", "malformed");
        refused(caller("ses_1", null, "tok_1"), "sign-in");
    }

    @Test
    void a_client_whose_id_a_token_has_as_another_ends_none() {
        states.applied(new ClientState("tok_1", 1, false, Kind.CLIENT, "a name", Status.STOPPED, "leaked", null));
        accepted(caller(null, null, "tok_1"));
    }

    @Test
    void a_replica_that_has_just_begun_lets_nobody_in_before_it_knows_what_has_ended() {
        complete = false;
        assertThatThrownBy(() -> ended.require(caller(null, null, "tok_1"))).isInstanceOf(StillStarting.class);
    }

    private void accepted(Caller caller) {
        assertThatCode(() -> ended.require(caller)).doesNotThrowAnyException();
    }

    private void refused(Caller caller, String why) {
        assertThatThrownBy(() -> ended.require(caller))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining(why);
    }

    private static Caller caller(@Nullable String signIn, @Nullable String authorization, String token) {
        return new Caller(
                "per_ada",
                "console",
                Set.of("a"),
                List.of(),
                null,
                null,
                token,
                Instant.EPOCH,
                null,
                Set.of(),
                null,
                null,
                null,
                authorization,
                signIn,
                null,
                Map.of(),
                null);
    }
}
