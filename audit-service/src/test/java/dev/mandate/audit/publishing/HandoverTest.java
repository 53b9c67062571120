package dev.mandate.audit.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.messaging.publishing.ArtifactChange.Kind;
import dev.mandate.messaging.publishing.ChangeFacts;
import dev.mandate.messaging.publishing.ChangeHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final List<ChangeFacts> history = new ArrayList<>();

    @Test
    void a_change_of_the_shadow_ends_nothing_that_the_version_before_has_to_complete() {
        happened(Kind.ACTIVATE, 1L);
        assertThat(newest()).isEqualTo(new Handover(null, at(1)));
        happened(Kind.ACTIVATE, 2L);
        happened(Kind.WATCH, 3L);
        happened(Kind.UNWATCH, null);
        assertThat(newest()).isEqualTo(new Handover(1L, at(2)));
        happened(Kind.ROLL_BACK, 1L);
        assertThat(newest()).isEqualTo(new Handover(2L, at(5)));
    }

    @Test
    void a_retired_rule_completes_nothing_and_finds_nothing_to_complete_when_it_comes_back() {
        assertThat(newest()).isNull();
        happened(Kind.ACTIVATE, 1L);
        happened(Kind.RETIRE, null);
        assertThat(newest()).isNull();
        happened(Kind.ACTIVATE, 2L);
        assertThat(newest()).isNull();
        happened(Kind.WATCH, 1L);
        assertThat(newest()).isNull();
    }

    private @Nullable Handover newest() {
        return Handover.of(new ChangeHistory(history, true));
    }

    private void happened(Kind kind, @Nullable Long version) {
        var number = history.size() + 1;
        history.add(new ChangeFacts(number, kind, version, "per_ada", at(number)));
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
