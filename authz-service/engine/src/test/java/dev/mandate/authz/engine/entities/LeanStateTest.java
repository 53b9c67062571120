package dev.mandate.authz.engine.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Grant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeanStateTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final LeanState lean = new LeanState(() -> NOW);

    @Test
    void what_policies_ask_about_is_kept() {
        var kept = lean.access(access("per_ada", grant("sales", NOW.minusSeconds(90_000), null)));
        assertThat(kept.attributes().department()).isEqualTo("Sales");
        assertThat(kept.attributes().email()).isEqualTo("per_ada@acme.example");
        assertThat(kept.employment()).isEqualTo(Employment.ACTIVE);
        assertThat(kept.grants()).extracting(Grant::role).containsExactly("sales");
    }

    @Test
    void a_grant_with_an_end_or_a_beginning_ahead_counts_when_it_did() {
        var ending = grant("sales", NOW.minusSeconds(90_000), NOW.plusSeconds(60));
        var ahead = grant("finance", NOW.plusSeconds(60), null);
        var recent = grant("support", NOW.minusSeconds(60), null);
        var kept = lean.access(access("per_ada", ending, ahead, recent)).grants();
        for (var at :
                List.of(NOW.minusSeconds(120), NOW, NOW.plusSeconds(59), NOW.plusSeconds(60), NOW.plusSeconds(61))) {
            assertThat(kept.get(0).validAt(at)).isEqualTo(ending.validAt(at));
            assertThat(kept.get(1).validAt(at)).isEqualTo(ahead.validAt(at));
            assertThat(kept.get(2).validAt(at)).isEqualTo(recent.validAt(at));
        }
    }

    @Test
    void what_many_have_in_common_is_held_once() {
        var ada = lean.access(access("per_ada", grant("sales", NOW.minusSeconds(90_000), null)));
        var finn = lean.access(access("per_finn", grant("sales", NOW.minusSeconds(900_000), null)));
        assertThat(ada.grants().get(0)).isSameAs(finn.grants().get(0));
        assertThat(ada.attributes().department()).isSameAs(finn.attributes().department());
    }

    private static Grant grant(String role, Instant from, Instant until) {
        return new Grant(GrantId.next(), new String(role), Grant.Kind.GRANTED, from, until, "asked for");
    }

    private static AccessState access(String id, Grant... grants) {
        return new AccessState(
                new IdentityId(id),
                1,
                false,
                Employment.ACTIVE,
                1,
                NOW,
                "E1",
                new WorkerAttributes("Ada", "Example", id + "@acme.example", new String("Sales"), "Lead", "DE", null),
                List.of(grants));
    }
}
