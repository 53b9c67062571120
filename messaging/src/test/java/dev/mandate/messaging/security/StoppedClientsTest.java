package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Kind;
import dev.mandate.events.identity.ClientState.Status;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoppedClientsTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ISSUER = "https://sign-in.example";
    private boolean complete = true;
    private final ClientStates states = new ClientStates(new StateProjections(new KafkaClients(Map.of()), null)) {
        @Override
        boolean complete() {
            return complete;
        }
    };
    private final StoppedClients clients = new StoppedClients(states);

    @Test
    void tokens_of_a_stopped_client_count_nowhere_whenever_they_were_issued() {
        states.applied(state("console", 1, Status.STOPPED, NOON));
        refused(NOON.minusSeconds(60), "client is stopped");
        refused(NOON.plusSeconds(60), "client is stopped");
    }

    @Test
    void once_it_is_resumed_only_later_tokens_count() {
        states.applied(state("console", 1, Status.STOPPED, NOON));
        states.applied(state("console", 2, Status.ACTIVE, NOON));
        refused(NOON.minusSeconds(1), "void");
        accepted(NOON);
    }

    @Test
    void who_was_signed_in_by_a_stopped_issuer_is_let_in_nowhere() {
        states.applied(state(ISSUER, 1, Status.STOPPED, NOON));
        refused(NOON.plusSeconds(60), "sign-in issuer is stopped");
    }

    @Test
    void one_that_nothing_is_known_of_counts_and_one_that_can_not_be_read_does_not() {
        accepted(NOON);
        states.unreadable("console", "malformed");
        refused(NOON, "can't be read");
        states.applied(state("console", 3, Status.ACTIVE, null));
        accepted(NOON);
    }

    @Test
    void a_replica_that_has_just_begun_lets_nobody_in_before_it_knows_who_is_stopped() {
        complete = false;
        assertThatThrownBy(() -> clients.require(caller(NOON))).isInstanceOf(StillStarting.class);
    }

    private void accepted(Instant issuedAt) {
        assertThatCode(() -> clients.require(caller(issuedAt))).doesNotThrowAnyException();
    }

    private void refused(Instant issuedAt, String why) {
        assertThatThrownBy(() -> clients.require(caller(issuedAt)))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining(why);
    }

    private static ClientState state(String client, long revision, Status status, Instant voidBefore) {
        var why = status == Status.STOPPED ? "leaked" : null;
        return new ClientState(client, revision, false, Kind.CLIENT, client, status, why, voidBefore);
    }

    private static Caller caller(Instant issuedAt) {
        return new Caller(
                "per_ada",
                "console",
                Set.of("a"),
                List.of(),
                null,
                null,
                "tok_1",
                issuedAt,
                null,
                Set.of(),
                null,
                ISSUER,
                null,
                null,
                null,
                null,
                Map.of(),
                null);
    }
}
