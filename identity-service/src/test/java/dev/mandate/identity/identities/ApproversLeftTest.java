package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.MandateRole;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApproversLeftTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Actor ADMIN = new Actor("admin", "admin", List.of());

    @Test
    void the_first_is_stopped_by_one_whoever_is_left() {
        assertThat(new ApproversLeft(List.of(), List.of()).enough()).isTrue();
        assertThat(new ApproversLeft(List.of("Emil"), List.of()).enough()).isTrue();
    }

    @Test
    void the_next_only_while_two_others_could_stand_against_it() {
        assertThat(new ApproversLeft(List.of("Emil", "Nina"), List.of("Grace")).enough())
                .isTrue();
        var few = new ApproversLeft(List.of("Emil"), List.of("Grace"));
        assertThat(few.enough()).isFalse();
        assertThat(few.lines())
                .containsExactly("who else could approve what needs two people: Emil", "stopped already: Grace");
        assertThat(new ApproversLeft(List.of(), List.of("Grace")).lines())
                .contains("nobody else could approve what needs two people");
    }

    @Test
    void who_only_looks_into_findings_stands_against_nothing() {
        var grace = holding("grace", MandateRole.APPROVER);
        grace.stop(new Reason("misused it"), ADMIN);
        var emil = holding("emil", MandateRole.APPROVER);
        var investigators =
                List.of(holding("ivo", MandateRole.INVESTIGATOR), holding("ines", MandateRole.INVESTIGATOR));
        var all = Stream.concat(Stream.of(grace, emil), investigators.stream()).toList();
        assertThat(PersonStop.left(all, emil, ADMIN, NOW).enough()).isFalse();
        assertThat(investigators).noneMatch(each -> ApproversByRole.stands(each, NOW));
    }

    private static IdentityRow holding(String name, MandateRole role) {
        var row = new IdentityRow();
        row.id = "per_" + name;
        row.revision = 1;
        row.kind = IdentityState.Kind.PERSON;
        row.status = IdentityState.Status.ACTIVE;
        row.displayName = name;
        row.employeeId = name;
        row.holds(List.of(new HeldRole(role, NOW.minusSeconds(1), NOW.plusSeconds(1))));
        return row;
    }
}
