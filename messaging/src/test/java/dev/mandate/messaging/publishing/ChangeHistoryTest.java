package dev.mandate.messaging.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.messaging.publishing.ArtifactChange.Kind;
import dev.mandate.messaging.publishing.ChangeHistory.Since;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeHistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final boolean TO_SHIPPED = true;
    private static final boolean TO_VERSIONS = false;

    private final List<ChangeFacts> changes = new ArrayList<>();

    @Test
    void rolling_back_goes_one_step_further_each_time() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.WATCH, 4L);
        happened(Kind.ACTIVATE, 3L);
        assertThat(before(TO_VERSIONS)).isEqualTo(version(2));
        happened(Kind.ROLL_BACK, 2L);
        assertThat(before(TO_VERSIONS)).isEqualTo(version(1));
        happened(Kind.ROLL_BACK, 1L);
        assertThat(before(TO_VERSIONS)).isNull();
    }

    @Test
    void what_was_activated_after_a_roll_back_rolls_back_to_where_that_led() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.ROLL_BACK, 1L);
        happened(Kind.ACTIVATE, 3L);
        assertThat(before(TO_VERSIONS)).isEqualTo(version(1));
    }

    @Test
    void what_was_out_of_force_in_between_rolls_back_to_the_version_before() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.DEACTIVATE, null);
        happened(Kind.ACTIVATE, 2L);
        assertThat(before(TO_VERSIONS)).isEqualTo(version(1));
        happened(Kind.DEACTIVATE, null);
        happened(Kind.ACTIVATE, 2L);
        assertThat(before(TO_VERSIONS)).isEqualTo(version(1));
    }

    @Test
    void without_a_version_before_there_is_nowhere_to_go() {
        assertThat(before(TO_VERSIONS)).isNull();
        happened(Kind.ACTIVATE, 1L);
        assertThat(before(TO_VERSIONS)).isNull();
    }

    @Test
    void where_something_was_shipped_the_last_roll_back_leads_to_it() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.RETIRE, null);
        happened(Kind.ACTIVATE, 3L);
        assertThat(before(TO_SHIPPED)).isEqualTo(ActiveVersion.RETIRED);
        happened(Kind.ROLL_BACK, null);
        assertThat(before(TO_SHIPPED)).isEqualTo(version(1));
        happened(Kind.ROLL_BACK, 1L);
        assertThat(before(TO_SHIPPED)).isEqualTo(ActiveVersion.SHIPPED);
        happened(Kind.ROLL_BACK, null);
        assertThat(before(TO_SHIPPED)).isNull();
    }

    @Test
    void what_counted_when_is_told_without_what_was_only_watched() {
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.WATCH, 2L);
        happened(Kind.DEACTIVATE, null);
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.ROLL_BACK, 1L);
        assertThat(history(TO_VERSIONS).activeVersions())
                .containsExactly(
                        new Since(ActiveVersion.SHIPPED, null),
                        new Since(version(1), at(1)),
                        new Since(ActiveVersion.SHIPPED, at(3)),
                        new Since(version(2), at(4)),
                        new Since(version(1), at(5)));
        assertThat(history(TO_VERSIONS).watched(2)).isTrue();
        assertThat(history(TO_VERSIONS).watched(1)).isFalse();
    }

    private @Nullable ActiveVersion before(boolean toShipped) {
        return history(toShipped).before();
    }

    private ChangeHistory history(boolean toShipped) {
        return new ChangeHistory(changes, toShipped);
    }

    private static ActiveVersion version(long number) {
        return new ActiveVersion(number, false);
    }

    private void happened(Kind kind, @Nullable Long version) {
        var number = changes.size() + 1;
        changes.add(new ChangeFacts(number, kind, version, "per_ada", at(number)));
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
