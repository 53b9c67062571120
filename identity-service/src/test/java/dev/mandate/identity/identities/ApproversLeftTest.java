package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApproversLeftTest {
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
}
