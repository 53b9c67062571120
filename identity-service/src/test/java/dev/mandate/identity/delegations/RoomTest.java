package dev.mandate.identity.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.identities.Requester;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final int MOST = DelegationState.FAMILY.topic().maxBytes();

    private static final Requester BY = new Requester(new Actor("per_ada", "console", List.of()), null, Instant.EPOCH);

    @Test
    void whatever_is_made_can_be_revoked() {
        var largest = IntStream.iterate(MOST, length -> length - 1)
                .filter(length -> Room.isLeftIn(made(length)))
                .findFirst()
                .orElseThrow();
        for (var reason : List.of("revoked", "parent_revoked", "parent_left", "parent_stopped", "parent_signed_out")) {
            var row = DelegationRow.of(made(largest), BY);
            row.revoke(reason, Instant.EPOCH);
            assertThat(bytes(row.state())).isLessThanOrEqualTo(MOST);
        }
        assertThat(bytes(made(largest))).isGreaterThan(MOST - 100);
    }

    @Test
    void what_only_just_fits_its_topic_could_not_be_revoked_and_is_not_made() {
        var fits = MOST - bytes(made(0));
        assertThat(bytes(made(fits))).isEqualTo(MOST);
        assertThat(Room.isLeftIn(made(fits))).isFalse();
    }

    private static DelegationState made(int taskLength) {
        var id = new DelegationId("del_root");
        return new DelegationState(
                id,
                1,
                false,
                SessionId.of(id),
                null,
                new IdentityId("per_ada"),
                new IdentityId("agt_clerk"),
                "t".repeat(taskLength),
                List.of(),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                DelegationState.Status.ACTIVE,
                null,
                1,
                null,
                null);
    }

    private static int bytes(DelegationState state) {
        try {
            return EventJson.mapper().writeValueAsBytes(state).length;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
