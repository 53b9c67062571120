package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.500Z");
    private static final IdentityId ADA = new IdentityId("per_ada");

    @Test
    void a_joiner_is_active_and_none_of_his_tokens_is_void() {
        var ada = after(null, joined("2026-11-01T00:00:00Z"));
        assertThat(ada.status()).isEqualTo(Status.ACTIVE);
        assertThat(ada.tokensVoidBefore()).isNull();
    }

    @Test
    void a_repeated_joiner_or_an_unchanged_move_changes_nothing() {
        var ada = after(null, joined("2026-11-01T00:00:00Z"));
        assertThat(after(ada, joined("2026-11-02T00:00:00Z"))).isEqualTo(ada);
        assertThat(after(ada, moved("2026-11-03T00:00:00Z"))).isEqualTo(ada);
    }

    @Test
    void nobody_moves_before_he_joined() {
        assertThat(Person.after(null, moved("2026-11-01T00:00:00Z"), NOW)).isNull();
    }

    @Test
    void a_leaver_is_disabled_and_his_tokens_are_void_before_the_next_full_second() {
        var ada = after(after(null, joined("2026-11-01T00:00:00Z")), left("2026-11-20T00:00:00Z"));
        assertThat(ada.status()).isEqualTo(Status.DISABLED);
        assertThat(ada.tokensVoidBefore()).isEqualTo("2026-11-25T12:00:01Z");
    }

    @Test
    void who_left_before_he_was_known_does_not_join_later() {
        var ada = after(after(null, left("2026-11-20T00:00:00Z")), joined("2026-11-01T00:00:00Z"));
        assertThat(ada.status()).isEqualTo(Status.DISABLED);
    }

    @Test
    void neither_a_move_nor_an_older_rehire_brings_a_leaver_back_but_a_newer_one_does() {
        var left = after(after(null, joined("2026-11-01T00:00:00Z")), left("2026-11-20T00:00:00Z"));
        assertThat(after(left, moved("2026-11-21T00:00:00Z"))).isEqualTo(left);
        assertThat(after(left, rehired("2026-11-19T00:00:00Z"))).isEqualTo(left);
        var back = after(left, rehired("2026-11-21T00:00:00Z"));
        assertThat(back.status()).isEqualTo(Status.ACTIVE);
        assertThat(back.tokensVoidBefore()).isAfter(left.tokensVoidBefore());
    }

    @Test
    void a_late_departure_of_the_earlier_employment_leaves_the_rehired_alone() {
        var back = after(
                after(after(null, joined("2026-11-01T00:00:00Z")), left("2026-11-10T00:00:00Z")),
                rehired("2026-11-20T00:00:00Z"));
        assertThat(after(back, left("2026-11-12T00:00:00Z"))).isEqualTo(back);
        assertThat(after(back, left("2026-11-21T00:00:00Z")).status()).isEqualTo(Status.DISABLED);
    }

    @Test
    void a_departure_from_before_the_start_of_the_only_employment_still_counts() {
        var ada = after(null, joined("2026-12-01T00:00:00Z"));
        assertThat(after(ada, left("2026-11-25T00:00:00Z")).status()).isEqualTo(Status.DISABLED);
    }

    private static Person after(Person current, WorkerEvent event) {
        return Person.after(current, event, NOW);
    }

    private static WorkerEvent joined(String at) {
        return new WorkerEvent.Joined(ADA, "E-1", Instant.parse(at), attributes());
    }

    private static WorkerEvent moved(String at) {
        return new WorkerEvent.Moved(ADA, "E-1", Instant.parse(at), attributes());
    }

    private static WorkerEvent left(String at) {
        return new WorkerEvent.Left(ADA, "E-1", Instant.parse(at));
    }

    private static WorkerEvent rehired(String at) {
        return new WorkerEvent.Rehired(ADA, "E-1", Instant.parse(at), attributes());
    }

    private static WorkerAttributes attributes() {
        return new WorkerAttributes("Ada", "Example", "ada@corp.example", "finance", "Clerk", "GB", null);
    }
}
