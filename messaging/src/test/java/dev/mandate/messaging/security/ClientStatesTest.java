package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Kind;
import dev.mandate.events.identity.ClientState.Status;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientStatesTest {
    private final ClientStates states = new ClientStates(new StateProjections(new KafkaClients(Map.of()), null));
    private final List<String> told = new ArrayList<>();
    private final StateListener<ClientState> other = new StateListener<>() {
        @Override
        public void applied(ClientState state) {
            told.add(state.client() + " " + state.revision());
        }

        @Override
        public void unreadable(String key, String reason) {
            told.add(key + " " + reason);
        }

        @Override
        public void removed(String key) {
            told.add(key + " removed");
        }
    };

    @Test
    void who_comes_later_is_told_what_is_known_and_then_what_happens() {
        states.applied(state("gone", 1));
        states.removed("gone");
        states.applied(state("console", 1));
        states.applied(state("console", 2));
        states.unreadable("console", "malformed");
        states.tell(other);
        assertThat(told).containsExactly("console 2", "console malformed");

        states.applied(state("console", 3));
        states.unreadable("desk", "unknown_type");
        states.removed("console");
        assertThat(told.subList(2, 5)).containsExactly("console 3", "desk unknown_type", "console removed");
    }

    private static ClientState state(String client, long revision) {
        return new ClientState(client, revision, false, Kind.CLIENT, client, Status.ACTIVE, null, null);
    }
}
