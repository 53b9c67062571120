package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.500Z");

    @Test
    void a_joiner_is_active_and_none_of_his_tokens_is_void() {
        var ada = after(null, Employment.ACTIVE, 1);
        assertThat(ada.status()).isEqualTo(Status.ACTIVE);
        assertThat(ada.tokensVoidBefore()).isNull();
    }

    @Test
    void whose_first_employment_is_ahead_is_nobody_yet() {
        assertThat(after(null, Employment.PENDING, 1)).isNull();
    }

    @Test
    void what_changes_neither_employment_nor_attributes_changes_nothing() {
        var ada = after(null, Employment.ACTIVE, 1);
        assertThat(after(ada, Employment.ACTIVE, 1)).isEqualTo(ada);
        var left = after(ada, Employment.ENDED, 1);
        assertThat(after(left, Employment.ENDED, 1)).isEqualTo(left);
    }

    @Test
    void a_mover_keeps_his_tokens() {
        var ada = after(null, Employment.ACTIVE, 1);
        var moved = Person.after(ada, access(Employment.ACTIVE, 1, "Adele"), NOW);
        assertThat(moved.displayName()).isEqualTo("Adele Example");
        assertThat(moved.endedSince(ada)).isFalse();
    }

    @Test
    void a_leaver_is_disabled_and_his_tokens_are_void_before_the_next_full_second() {
        var ada = after(null, Employment.ACTIVE, 1);
        var left = after(ada, Employment.ENDED, 1);
        assertThat(left.status()).isEqualTo(Status.DISABLED);
        assertThat(left.tokensVoidBefore()).isEqualTo("2026-11-25T12:00:01Z");
        assertThat(left.endedSince(ada)).isTrue();
    }

    @Test
    void a_rehire_is_active_and_whatever_is_from_before_is_void_once_more() {
        var left = after(after(null, Employment.ACTIVE, 1), Employment.ENDED, 1);
        var back = after(left, Employment.ACTIVE, 2);
        assertThat(back.status()).isEqualTo(Status.ACTIVE);
        assertThat(back.tokensVoidBefore()).isAfter(left.tokensVoidBefore());
        assertThat(back.employmentNumber()).isEqualTo(2);
    }

    @Test
    void a_departure_that_was_told_only_together_with_the_rehire_voids_all_the_same() {
        var ada = after(null, Employment.ACTIVE, 1);
        var back = after(ada, Employment.ACTIVE, 2);
        assertThat(back.status()).isEqualTo(Status.ACTIVE);
        assertThat(back.endedSince(ada)).isTrue();
    }

    @Test
    void who_is_first_heard_of_in_a_later_employment_has_nothing_valid_from_before() {
        assertThat(after(null, Employment.ACTIVE, 2).tokensVoidBefore()).isEqualTo("2026-11-25T12:00:01Z");
        assertThat(after(null, Employment.ENDED, 1).status()).isEqualTo(Status.DISABLED);
    }

    @Test
    void who_is_deleted_is_disabled() {
        var deleted = new AccessState(
                new IdentityId("per_ada"), 9, true, Employment.ENDED, 1, Instant.EPOCH, "E-1", null, List.of());
        assertThat(Person.after(after(null, Employment.ACTIVE, 1), deleted, NOW).status())
                .isEqualTo(Status.DISABLED);
    }

    private static Person after(Person current, Employment employment, int number) {
        return Person.after(current, access(employment, number, "Ada"), NOW);
    }

    private static AccessState access(Employment employment, int number, String givenName) {
        return new AccessState(
                new IdentityId("per_ada"),
                1,
                false,
                employment,
                number,
                Instant.parse("2026-11-01T00:00:00Z"),
                "E-1",
                new WorkerAttributes(givenName, "Example", "ada@corp.example", "finance", "Clerk", "GB", null),
                List.of());
    }
}
