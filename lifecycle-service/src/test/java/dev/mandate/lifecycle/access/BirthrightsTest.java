package dev.mandate.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.lifecycle.workers.WorkerSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BirthrightsTest {
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final Instant JOINED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MOVED = Instant.parse("2026-02-01T00:00:00Z");
    private static final List<Role> ROLES =
            List.of(role("everyone", "*"), role("sales", "Sales"), role("finance", "Finance"));

    @Test
    void the_department_and_the_company_give_roles() {
        assertThat(held(standing("Sales", Employment.ACTIVE))).containsExactly("everyone", "sales");
    }

    @Test
    void a_mover_holds_the_new_department_since_the_move_and_the_company_since_he_joined() {
        var grants = Birthrights.of(ADA, standing("Finance", Employment.ACTIVE), ROLES);
        assertThat(grants).extracting(Grant::role).containsExactly("everyone", "finance");
        assertThat(grants).extracting(Grant::from).containsExactly(JOINED, MOVED);
    }

    @Test
    void each_says_by_which_rule_it_is_held() {
        assertThat(Birthrights.of(ADA, standing("Finance", Employment.ACTIVE), ROLES))
                .extracting(Grant::origin)
                .containsExactly(Origin.birthright("*"), Origin.birthright("Finance"));
    }

    @Test
    void who_does_not_work_here_holds_nothing() {
        assertThat(held(standing("Sales", Employment.ENDED))).isEmpty();
        assertThat(held(standing("Sales", Employment.PENDING))).isEmpty();
    }

    @Test
    void the_same_standing_gives_the_same_grants_ids_included() {
        var standing = standing("Sales", Employment.ACTIVE);
        assertThat(Birthrights.of(ADA, standing, ROLES)).isEqualTo(Birthrights.of(ADA, standing, ROLES));
    }

    private static List<String> held(WorkerSnapshot standing) {
        return Birthrights.of(ADA, standing, ROLES).stream().map(Grant::role).toList();
    }

    private static WorkerSnapshot standing(String department, Employment state) {
        var attributes = new WorkerAttributes("Ada", "Lovelace", "ada@acme.example", department, "Analyst", "GB", null);
        return new WorkerSnapshot(1, state, JOINED, MOVED, MOVED, attributes);
    }

    private static Role role(String id, String department) {
        return new Role(id, 1, false, id, List.of(), List.of(department));
    }
}
