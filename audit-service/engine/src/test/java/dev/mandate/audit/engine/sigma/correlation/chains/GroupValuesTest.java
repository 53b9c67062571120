package dev.mandate.audit.engine.sigma.correlation.chains;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupValuesTest {
    private final GroupValues ofSession = by("session", "s1");

    @Test
    void groups_by_the_same_fields_share_their_room_and_others_do_not() {
        assertThat(room(by("session", "s2"))).isEqualTo(room(ofSession));
        assertThat(room(by("agent", "s1"))).isNotEqualTo(room(ofSession));
    }

    @Test
    void groups_of_made_up_events_take_no_room_from_those_that_count() {
        var madeUp = ofSession.setApart();
        assertThat(room(madeUp)).isNotEqualTo(room(ofSession));
        // The groups that have to go are looked for by this beginning.
        assertThat(madeUp.encoded()).doesNotStartWith(room(ofSession)).startsWith(room(madeUp));
        assertThat(ofSession.encoded()).doesNotStartWith(room(madeUp));
    }

    @Test
    void no_value_imitates_another_group() {
        assertThat(by("session", "?s1").encoded())
                .isNotEqualTo(ofSession.setApart().encoded());
        assertThat(by("?7:session", "s1").encoded())
                .isNotEqualTo(ofSession.setApart().encoded());
        assertThat(new GroupValues(List.of("a", "b"), List.of("1:x", "y"), false).encoded())
                .isNotEqualTo(new GroupValues(List.of("a", "b"), List.of("1", "x1:y"), false).encoded());
    }

    private static String room(GroupValues group) {
        return GroupValues.fieldsOf(group.encoded());
    }

    private static GroupValues by(String field, String value) {
        return new GroupValues(List.of(field), List.of(value), false);
    }
}
