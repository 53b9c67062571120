package dev.mandate.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.gateway.Callers;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientSessionsTest {
    private static final McpServer CRM =
            new McpServer("crm", null, List.of("crm"), Map.of(), null, null, Map.of(), Confinement.NONE);

    private final AtomicLong nanos = new AtomicLong();
    private final ClientSessions sessions = new ClientSessions(8, 5, Duration.ofMinutes(30), nanos::get);

    @Test
    void who_begins_more_than_his_number_loses_the_one_that_he_used_longest_ago() {
        var begun = begins("per_eve", 5);
        assertThat(held("per_eve", begun.get(0))).isTrue();
        begins("per_eve", 1);
        assertThat(held("per_eve", begun.get(0))).isTrue();
        assertThat(held("per_eve", begun.get(1))).isFalse();
        assertThat(held("per_eve", begun.get(2))).isTrue();
    }

    @Test
    void nobody_pushes_out_others_who_have_fewer() {
        var adas = begins("per_ada", 2);
        var bens = begins("per_ben", 2);
        for (var flood = 0; flood < 100; flood++) begins("per_eve", 1);
        for (var one : adas) assertThat(held("per_ada", one)).isTrue();
        for (var one : bens) assertThat(held("per_ben", one)).isTrue();
    }

    @Test
    void where_all_is_taken_whoever_has_most_makes_room() {
        var most = begins("per_eve", 5);
        begins("per_ada", 3);
        var late = begins("per_ben", 1);
        assertThat(held("per_ben", late.get(0))).isTrue();
        assertThat(held("per_eve", most.get(0))).isFalse();
        assertThat(held("per_eve", most.get(1))).isTrue();
    }

    @Test
    void one_that_rests_ends_and_makes_room_first() {
        var rested = begins("per_ada", 3);
        nanos.addAndGet(Duration.ofMinutes(31).toNanos());
        assertThat(held("per_ada", rested.get(0))).isFalse();
        var busy = begins("per_eve", 5);
        begins("per_ben", 3);
        assertThat(held("per_eve", busy.get(0))).isTrue();
        assertThat(held("per_ada", rested.get(1))).isFalse();
    }

    @Test
    void one_that_was_ended_is_gone_and_takes_no_room() {
        for (var again = 0; again < 20; again++) {
            var begun = begins("per_ada", 1).get(0);
            sessions.end(begun.id(), CRM, caller("per_ada"));
            assertThat(held("per_ada", begun)).isFalse();
        }
        var others = begins("per_ben", 5);
        begins("per_eve", 3);
        assertThat(held("per_ben", others.get(0))).isTrue();
    }

    @Test
    void it_is_of_whoever_began_it() {
        var begun = begins("per_ada", 1).get(0);
        assertThat(held("per_eve", begun)).isFalse();
        assertThat(held("per_ada", begun)).isTrue();
    }

    private List<ClientSession> begins(String person, int count) {
        var begun = new ArrayList<ClientSession>();
        for (var one = 0; one < count; one++)
            begun.add(sessions.begin(CRM, caller(person), ProtocolVersion.V2025_11_25, Set.of()));
        return begun;
    }

    private boolean held(String person, ClientSession session) {
        return sessions.find(session.id(), CRM, caller(person)).isPresent();
    }

    private static Caller caller(String person) {
        return Callers.of(person, "console");
    }
}
