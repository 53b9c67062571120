package dev.mandate.audit.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.publishing.Change.GaveWay;
import dev.mandate.audit.publishing.Change.Kind;
import dev.mandate.audit.publishing.Change.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final List<Rules.ChangeFacts> history = new ArrayList<>();

    @Test
    void rolling_back_goes_one_step_further_each_time_and_at_last_to_what_was_shipped() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.RETIRE, null);
        happened(Kind.WATCH, 4L);
        happened(Kind.ACTIVATE, 3L);
        assertThat(Change.before(history)).isEqualTo(new Standing(null, true));
        happened(Kind.ROLL_BACK, null);
        assertThat(Change.before(history)).isEqualTo(new Standing(1L, false));
        happened(Kind.ROLL_BACK, 1L);
        assertThat(Change.before(history)).isEqualTo(Standing.SHIPPED);
        happened(Kind.ROLL_BACK, null);
        assertThat(Change.before(history)).isNull();
    }

    @Test
    void a_change_of_the_shadow_ends_nothing_that_the_version_before_has_to_complete() {
        happened(Kind.ACTIVATE, 1L);
        assertThat(Change.gaveWay(history)).isEqualTo(new GaveWay(null, at(1)));
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.WATCH, 3L);
        happened(Kind.UNWATCH, null);
        assertThat(Change.gaveWay(history)).isEqualTo(new GaveWay(1L, at(2)));
        happened(Kind.ROLL_BACK, 1L);
        assertThat(Change.gaveWay(history)).isEqualTo(new GaveWay(2L, at(5)));
    }

    @Test
    void a_retired_rule_completes_nothing_and_finds_nothing_to_complete_when_it_comes_back() {
        assertThat(Change.gaveWay(history)).isNull();
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.RETIRE, null);
        assertThat(Change.gaveWay(history)).isNull();
        happened(Kind.ACTIVATE, 2L);
        assertThat(Change.gaveWay(history)).isNull();
        happened(Kind.WATCH, 1L);
        assertThat(Change.gaveWay(history)).isNull();
    }

    private void happened(Kind kind, @Nullable Long version) {
        var number = history.size() + 1;
        history.add(new Rules.ChangeFacts(number, kind, version, "per_ada", at(number)));
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
