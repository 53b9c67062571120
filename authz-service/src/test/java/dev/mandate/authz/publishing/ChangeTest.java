package dev.mandate.authz.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.publishing.Change.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private final List<PolicySets.ChangeFacts> history = new ArrayList<>();

    @Test
    void rolling_back_goes_one_step_further_each_time() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.WATCH, 4L);
        happened(Kind.ACTIVATE, 3L);
        assertThat(Change.before(history)).isEqualTo(2);
        happened(Kind.ROLL_BACK, 2L);
        assertThat(Change.before(history)).isEqualTo(1);
        happened(Kind.ROLL_BACK, 1L);
        assertThat(Change.before(history)).isNull();
    }

    @Test
    void what_was_activated_after_a_roll_back_rolls_back_to_where_that_led() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.ROLL_BACK, 1L);
        happened(Kind.ACTIVATE, 3L);
        assertThat(Change.before(history)).isEqualTo(1);
    }

    @Test
    void a_set_that_was_out_of_force_in_between_rolls_back_to_the_version_before() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.DEACTIVATE, null);
        happened(Kind.ACTIVATE, 2L);
        assertThat(Change.before(history)).isEqualTo(1);
    }

    @Test
    void without_a_version_before_there_is_nowhere_to_go() {
        assertThat(Change.before(history)).isNull();
        happened(Kind.ACTIVATE, 1L);
        assertThat(Change.before(history)).isNull();
    }

    private void happened(Kind kind, Long version) {
        history.add(new PolicySets.ChangeFacts(history.size() + 1, kind, version, "ada", Instant.EPOCH));
    }
}
